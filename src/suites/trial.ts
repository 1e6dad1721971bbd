import type { SuiteResult } from '../model/result.ts';
import type { KnownAt } from './known.ts';
import type { Observed } from './observed.ts';
import type { Told } from './runner.ts';

/** How a runner ended and what it reported. */
export type Attempt = Pick<Told, 'ended' | 'report'>;

/** All that there is to judge one suite on one cluster by. */
export interface Trial {
  readonly first: Attempt;
  /** Runs of nothing but the tests that had failed, in their order. */
  readonly reruns: readonly Attempt[];
  readonly observed: Observed;
  readonly known: KnownAt;
  /** This host's time zone, minutes east of UTC. */
  readonly offsetMinutes: number;
}

/** A result but for its name, its time and its files. */
export type Sentence = Pick<SuiteResult, 'state' | 'cases' | 'deselected' | 'says' | 'class' | 'evidence'>;
