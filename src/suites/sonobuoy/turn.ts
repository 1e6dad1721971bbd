import type { Pod } from '../e2e/pod.ts';
import type { Ending } from '../runner.ts';
import type { Status } from './status.ts';

/** What one look at a run of Sonobuoy showed. */
export interface Look {
  /** Its status, or what Sonobuoy said instead of one. */
  readonly status: Status | { readonly instead: string };
  /** The aggregator's pod; `gone` when the API has none, `unseen` when the API did not say. */
  readonly pod: Pod | 'gone' | 'unseen';
  /** Why the tests cannot come to an end any more, and for how long that is so (lossOf); undefined: they can. */
  readonly loss: { readonly says: string; readonly seconds: number } | undefined;
  /** Tests have been told of. */
  readonly begun: boolean;
}

/** How long there has been no status: since the start, or since the last one. */
export interface Silence {
  readonly seconds: number;
  /** There has been a status before. */
  readonly seen: boolean;
}

/** In seconds. */
export interface Patience {
  /** For the first status: images have to come (vmware-tanzu/sonobuoy issues 1301 and 1974: over five minutes). */
  readonly start: number;
  /** For the next one. */
  readonly silence: number;
  /** For the word of a plugin that has lost its pod: results that it sent before are told in the next status. */
  readonly loss: number;
}

export type Turn =
  { readonly is: 'wait' } | { readonly is: 'retrieve' } | { readonly is: 'end'; readonly ended: Ending };

const WAIT: Turn = { is: 'wait' };

/**
 * What to do after a look. Sonobuoy's own wait ends at its first error (pkg/client/run.go, WaitForRun); here only what cannot get better
 * ends a run. From the top, the first that applies:
 *
 * | status | the aggregator's pod | then |
 * | --- | --- | --- |
 * | complete | any | retrieve |
 * | failed | any | died |
 * | any other, and the tests have lost their pod for longer than the patience | any | died; never started where no test was told of |
 * | any other | any | wait: a plugin that failed does not end the others |
 * | none | gone, failed, evicted, or with an image that can never come | died; never started where there was no status yet |
 * | none, for longer than the patience | any other | the same |
 * | none | any other | wait |
 *
 * Pure.
 */
export function turnOf({ status, pod, loss, begun }: Look, silence: Silence, patience: Patience): Turn {
  if (!('instead' in status)) {
    if (status.overall === 'complete') return { is: 'retrieve' };
    if (status.overall === 'failed') return end('died', 'the aggregator says that it failed');
    if (loss !== undefined && loss.seconds >= patience.loss) return end(begun ? 'died' : 'never started', loss.says);
    return WAIT;
  }
  const how = silence.seen ? 'died' : 'never started';
  if (pod === 'gone') return end(how, "the aggregator's pod is gone");
  if (pod !== 'unseen' && pod.over) return end(how, `the aggregator's pod ${isTrouble(pod)}`);
  const limit = silence.seen ? patience.silence : patience.start;
  if (silence.seconds < limit) return WAIT;
  const why = pod === 'unseen' || troubleOf(pod) === undefined ? status.instead : `its pod ${isTrouble(pod)}`;
  return end(how, `no status of the aggregator for ${Math.round(silence.seconds)} s: ${why}`);
}

function end(how: 'died' | 'never started', says: string): Turn {
  return { is: 'end', ended: { how, says: `Sonobuoy: ${says}` } };
}

function isTrouble(pod: Pod): string {
  const trouble = troubleOf(pod);
  return trouble === undefined ? `is ${pod.phase}` : `is ${pod.phase}: ${trouble}`;
}

/**
 * Why the tests of the e2e plugin cannot come to an end though its status is `running`; undefined: they can. The aggregator gives a plugin
 * up where its image does not come within five minutes, or no node takes its pod, but goes on waiting to its own limit for a pod that is
 * gone, evicted, or has an image whose name is none (vmware-tanzu/sonobuoy, pkg/plugin/driver/utils/utils.go, IsPodFailing). Pure.
 * @param tests its pod; `gone` where it was there before
 */
export function lossOf(status: Status, tests: Pod | 'gone' | undefined): string | undefined {
  const plugin = status.plugins.find((one) => one.plugin === 'e2e');
  if (plugin?.status !== 'running' || tests === undefined) return undefined;
  if (tests === 'gone') return 'the pod of plugin e2e is gone';
  // A pod whose containers came to their end by themselves has no trouble of its own.
  if (!tests.over || tests.trouble === undefined) return undefined;
  return `the pod of plugin e2e is ${tests.phase}: ${tests.trouble}`;
}

/** What is wrong with a pod, none of whose containers should end. */
export function troubleOf({ trouble, ended: [end] }: Pod): string | undefined {
  if (trouble !== undefined || end === undefined) return trouble;
  return `container ${end.container} ended: ${end.why} (exit code ${end.exitCode})`;
}
