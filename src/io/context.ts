import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import type { Log } from './log.ts';
import type { Redactor } from './redact.ts';

/** What every deed is handed: where it writes down, what it measures with, when it must stop. */
export interface Context {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly redactor: Redactor;
  /** Aborted when this work must end; clean-up has a signal of its own. */
  readonly signal: AbortSignal;
  /** Monotonic milliseconds after which this work has no time left. */
  readonly deadline: number;
}
