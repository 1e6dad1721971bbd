import type { Account } from './account.ts';
import type { Subject, SuiteContext } from './suite.ts';

/** How a runner ended, whatever its tests said. */
export type Ending =
  /** It came to its own end, and says so in its own words (an exit code, a status). */
  | {
      readonly how: 'completed';
      readonly says: string;
      /** Whether it says itself that all its tests passed; undefined: its word (Sonobuoy's exit code) says nothing of that. */
      readonly passed?: boolean;
    }
  /** It was stopped from outside: by its own time limit, by that of the run, or because the run is stopped. */
  | { readonly how: 'stopped'; readonly by: 'own limit' | 'deadline' | 'run'; readonly says: string }
  /** It never came to its first test. */
  | { readonly how: 'never started'; readonly says: string }
  /** It was at work, and is gone, or cannot be asked any more. */
  | { readonly how: 'died'; readonly says: string };

/** All that a runner of conformance tests told, before anybody judges it. */
export interface Told {
  readonly ended: Ending;
  /** Its report as read, or why it cannot be trusted. */
  readonly report: Account | { readonly broken: string };
  readonly seconds: number;
  /** What it left in the suite's folder, as absolute paths. */
  readonly files: readonly string[];
}

/** Runs conformance tests against a cluster; what they mean is judged elsewhere, the same for all runners. */
export interface Runner<Spec> {
  readonly name: string;
  /**
   * Looks whether its programs are there and fit, before anything is made.
   * @throws TroikaError usage with what to do
   */
  check(spec: Spec): Promise<void>;
  /**
   * Runs to its end or the context's signal, and takes away what it made in the cluster, also then. Journals its progress.
   * @param only exactly these tests, by their full names: those that failed, once more
   * @throws only when the journal or the folder cannot be written
   */
  run(spec: Spec, subject: Subject, context: SuiteContext, only?: readonly string[]): Promise<Told>;
}
