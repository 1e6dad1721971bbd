import { believed } from './answers.ts';
import { trustOf } from './change.ts';
import type { Setting } from './setting.ts';
import { FINISHED, type Proc, type State } from './state.ts';
import { NOW } from './ticks.ts';

/**
 * The same state with everything taken out that makes no difference any more, so that fewer states are to be visited:
 * what finished processes knew, and steps that nobody else can see, taken at once.
 */
export function settled(state: State, setting: Setting): State {
  let changed = false;
  const procs = state.procs.map((proc, at) => {
    const next = settle(proc, state, at, setting);
    changed ||= next !== proc;
    return next;
  });
  return changed ? { ...state, procs } : state;
}

const FORGOTTEN = {
  attempt: 0,
  trust: -1,
  todo: [],
  stands: 0,
  sent: false,
  unanswered: -1,
  gone: -1,
  rested: false,
  ahead: 0,
  passed: 0,
} as const;

const finished = new WeakSet<Proc>();

function settle(proc: Proc, state: State, at: number, { rules, times }: Setting): Proc {
  if (FINISHED.has(proc.phase)) {
    if (finished.has(proc)) return proc;
    const blank: Proc = { ...proc, ...FORGOTTEN, paused: proc.warden !== undefined && proc.paused };
    finished.add(blank);
    return blank;
  }
  if (proc.trust === 0 || rules.trustAt(trustOf(proc.trust), NOW, times, believed(proc)).is === 'held') return proc;
  const lost = proc.trust < 0 ? proc : { ...proc, trust: -1 };
  if (state.flights.some((flight) => flight.proc === at && flight.waits)) return lost;
  if (proc.phase === 'granted' || proc.phase === 'cleaning')
    return { ...proc, ...FORGOTTEN, phase: 'ended', paused: false };
  const [todo] = proc.todo;
  const sees = todo?.[0] === 'delete' || todo?.[0] === 'relieve';
  if (proc.phase === 'line' && proc.warden === undefined && !sees) return { ...lost, phase: 'leave', todo: [] };
  return lost;
}
