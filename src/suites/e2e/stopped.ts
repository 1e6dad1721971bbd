import { TroikaError } from '../../model/error.ts';
import type { Ending } from '../runner.ts';

export type Stopper = Extract<Ending, { how: 'stopped' }>['by'];

/** Who stopped the work, by the reason of its signal: the time limit of the run has a class of its own. */
export function stoppedBy({ reason }: AbortSignal): 'deadline' | 'run' {
  return reason instanceof TroikaError && reason.class === 'timeout' ? 'deadline' : 'run';
}

/** The end of what was stopped. @param further what else is known of it, where something is */
export function stoppedEnding(by: Stopper, seconds: number, ...further: readonly (string | undefined)[]): Ending {
  const words = {
    'own limit': `stopped after ${Math.round(seconds)} s, its own time limit`,
    deadline: 'stopped at the deadline of the run',
    run: 'stopped, because the run was',
  };
  return { how: 'stopped', by, says: joined(words[by], ...further) };
}

/** What there is of these, as one text. */
export function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('; ');
}
