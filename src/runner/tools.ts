import type { Clock } from '../io/clock.ts';
import type { Log } from '../io/log.ts';
import type { Redactor } from '../io/redact.ts';
import type { Terminal } from '../report/screen.ts';

/** The user's wish to stop: the first signal ends the work, the second ends everything at once. */
export interface Interrupts {
  /** Aborted by the first signal: work stops, clean-up runs. */
  readonly work: AbortSignal;
  /** Aborted by the second: clean-up stops too, the journal stays whole. */
  readonly all: AbortSignal;
}

/** What main hands to every use case: the outside world as values. */
export interface Tools {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly version: string;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly log: Log;
  /** Both redact what they write. */
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** False: the user forbade colours. */
  readonly colour: boolean;
  readonly interrupts: Interrupts;
}
