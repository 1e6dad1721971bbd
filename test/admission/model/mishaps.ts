import { freshAttempt, toTheEnd, withProc, type Step } from './change.ts';
import { ticketId } from './setting.ts';
import type { State } from './state.ts';

/** The end of a process at any moment. What it has sent may still happen. */
export function crash(state: State, at: number): Step {
  const flights = state.flights.flatMap((one) => {
    if (one.proc !== at) return [one];
    return one.answer === '' ? [{ ...one, waits: false }] : [];
  });
  const left = { ...state.left, crash: state.left.crash - 1 };
  const next = withProc({ ...state, flights, left }, at, { phase: 'crashed', warden: undefined });
  return { what: `${at} crashes`, kind: 'fault', next };
}

/** Comes again, as the last in the queue. */
export function rejoin(state: State, at: number): Step {
  const next = withProc(toTheEnd(state, at), at, { phase: 'out' });
  const attempt = freshAttempt(next, at);
  return { what: `${at} comes again`, kind: 'choice', next: withProc(next, at, { attempt }) };
}

/** Counts a grant for all who came before the winner and stand in sight, alive. */
export function counted(before: State, after: State): State {
  const granted = after.procs.findIndex((proc, at) => proc.phase === 'granted' && before.procs[at]?.phase === 'line');
  const winner = after.procs[granted];
  if (winner === undefined) return after;
  const procs = after.procs.map((proc, at) => {
    const seen = after.ports.some((port) => port.id === ticketId(at, proc.attempt));
    return proc.phase === 'line' && seen && proc.queue < winner.queue ? { ...proc, passed: proc.passed + 1 } : proc;
  });
  procs[granted] = { ...winner, passed: 0 };
  return { ...after, procs };
}
