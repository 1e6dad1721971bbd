import type { CommandResult } from '../../io/command.ts';
import { stoppedEnding } from '../e2e/stopped.ts';
import type { Transcript } from '../e2e/transcript.ts';
import type { Ending } from '../runner.ts';

/** What is known when the program has ended. */
export interface Ended {
  readonly result: CommandResult;
  readonly told: Transcript;
  /** Who stopped it, where it was not its own time limit, and was stopped. */
  readonly by: 'deadline' | 'run';
  /** What went wrong around the tests. */
  readonly around: readonly string[];
  /** Nothing before the tests could be made ready. */
  readonly notBegun: boolean;
  readonly reported: boolean;
  /** The last things it said. */
  readonly last: string;
}

/** How the program ended. Ginkgo's exit code is 0 when all passed, and 1 for all else that it came to the end of. Pure. */
export function endingOf({ result, told, by, around, notBegun, reported, last }: Ended): Ending {
  const { exitCode, signal, seconds } = result;
  const exit = exitCode === undefined ? `died by signal ${signal ?? '(unknown)'}` : `exit code ${exitCode}`;
  const says = [exit, told.summary, ...around].filter((part) => part !== undefined).join('; ');
  if (result.notStarted !== undefined) return { how: 'never started', says: result.notStarted };
  if (result.timedOut) return stoppedEnding('own limit', seconds, says);
  if (result.cancelled) return stoppedEnding(by, seconds, says);
  if (notBegun) return { how: 'never started', says };
  if (told.announced === undefined && !reported) return { how: 'never started', says: `${exit}: ${last}` };
  if (exitCode === undefined || !reported) return { how: 'died', says: `${exit}: ${last}` };
  return { how: 'completed', says, passed: exitCode === 0 };
}
