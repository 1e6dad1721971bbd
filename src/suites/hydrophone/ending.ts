import { joined, stoppedEnding, type Stopper } from '../e2e/stopped.ts';
import type { Ending } from '../runner.ts';
import type { TestPod } from './pod.ts';

/** What is known when no more is tried. */
export interface Known {
  /** Who stopped it, if somebody did. */
  readonly stopped: Stopper | undefined;
  readonly seconds: number;
  /** The pod as it was seen last; undefined: it never was there. */
  readonly pod: TestPod | undefined;
  /** The tests have begun to tell of themselves. */
  readonly begun: boolean;
  /** Hydrophone ended by itself after the tests had, and so has fetched what they left. */
  readonly fetched: boolean;
  /** Why hydrophone could not be tried, or what it said last. */
  readonly last: string;
  /** How Ginkgo summed up, what went wrong around the tests, and what is left in the cluster. */
  readonly further: readonly string[];
}

/** How it ended: by the state of the container with the tests, not by hydrophone's exit code, which is 1 for its own troubles too. Pure. */
export function endingOf({ stopped, seconds, pod, begun, fetched, last, further }: Known): Ending {
  if (stopped !== undefined) return stoppedEnding(stopped, seconds, pod?.trouble, ...further);
  const ended = pod?.ended;
  if (ended !== undefined && fetched)
    return { how: 'completed', says: joined(ended.says, ...further), passed: ended.exitCode === 0 };
  if (ended !== undefined && begun)
    return { how: 'died', says: joined(ended.says, 'its report was not fetched', last, ...further) };
  const why = joined(pod?.trouble, ended?.says, last, ...further);
  return { how: begun ? 'died' : 'never started', says: why };
}
