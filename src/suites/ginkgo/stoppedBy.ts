import { TroikaError } from '../../model/error.ts';

/** Who stopped the work, by the reason of its signal: the time limit of the run has a class of its own. */
export function stoppedBy({ reason }: AbortSignal): 'deadline' | 'run' {
  return reason instanceof TroikaError && reason.class === 'timeout' ? 'deadline' : 'run';
}
