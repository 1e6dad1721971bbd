import { demandOf, NO_DEMAND, QUOTAS, type Quotas } from '../../../src/model/demand.ts';
import { believed } from './answers.ts';
import { freshAttempt, procAt, trustOf, withoutPort, withProc, type Step } from './change.ts';
import { isWaiting, isWriting, send } from './requests.ts';
import { clusterOf, deadIn, demandFor, ownerOf, ticketId, viewOf, WARDENS, type Setting } from './setting.ts';
import { isSlot, placeOfSlot, TURNSTILE, WAITING, type Proc, type State, type Todo } from './state.ts';
import { NOW } from './ticks.ts';
import { newWarden } from './warden.ts';

const UNLIMITED = Object.fromEntries(QUOTAS.map((name) => [name, { limit: Infinity, used: 0 }])) as unknown as Quotas;

/** What a run does that is not admitted yet: take a ticket, look, act on what it saw. */
export function lineSteps(state: State, at: number, setting: Setting): readonly Step[] {
  const proc = procAt(state, at);
  if (isWaiting(state, at)) return [];
  const id = ticketId(at, proc.attempt);
  if (proc.phase === 'out') {
    const sent = send(state, { deed: 'create', proc: at, id, goal: WAITING }, setting);
    return sent.map((step): Step => ({ ...step, kind: step.kind === 'fault' ? 'fault' : 'work' }));
  }
  if (proc.phase === 'leave') return leave(state, at, id);
  const [todo] = proc.todo;
  return todo === undefined ? look(state, at, id, setting) : act(state, at, id, todo, setting);
}

/** A dead ticket is deleted by its id, and the next one has a new number. */
function leave(state: State, at: number, id: number): readonly Step[] {
  const again = (from: State): State => {
    const out = withProc(from, at, { phase: 'out', trust: -1, todo: [], ahead: 0, passed: 0 });
    return withProc(out, at, { attempt: freshAttempt(out, at) });
  };
  const step: Step = { what: `${at} deletes its dead ticket ${id}`, kind: 'act', next: again(withoutPort(state, id)) };
  const { lost } = state.left;
  if (lost === 0 || !state.ports.some((port) => port.id === id)) return [step];
  const left = again({ ...state, left: { ...state.left, lost: lost - 1 } });
  return [step, { what: `${at} cannot delete its dead ticket ${id}`, kind: 'fault', next: left }];
}

function look(state: State, at: number, id: number, setting: Setting): readonly Step[] {
  const { rules, times } = setting;
  const proc = procAt(state, at);
  const what = `${at} looks`;
  const gone: readonly Step[] = [
    { what: `${what}: lost`, kind: 'look', next: withProc(state, at, { trust: -1, phase: 'leave' }) },
  ];
  const trust = rules.trustAt(trustOf(proc.trust), NOW, times, believed(proc));
  if (trust.is === 'lost') return gone;
  const view = viewOf(state, setting);
  if (rules.seenIn(trust, view, String(id)).is === 'lost') return gone;
  const dead = deadIn(state, setting);
  const cluster = clusterOf(id, rules);
  const abandoned = state.ports.filter(
    (port) => port.id < WARDENS && ownerOf(port.id) === at && clusterOf(port.id, rules) !== cluster,
  );
  const removed = [
    ...rules.removable(view, String(id), dead).map((ticket) => Number(ticket.id)),
    ...abandoned.map((port) => port.id),
  ];
  const deletes = [...new Set(removed)].map((one): Todo => ['delete', one]);
  const next = rules.nextOf(view, String(id), dead);
  const orphan = Number(rules.orphans(view, dead)[0]?.id ?? -1);
  const then = (...todo: readonly Todo[]): readonly Step[] => {
    if (deletes.length + todo.length === 0) return [];
    const ahead = next.do === 'approach' ? { ahead: livingBefore(state, at, setting) } : {};
    const looked = withProc(state, at, { todo: [...deletes, ...todo], ...ahead });
    return [{ what: `${what}: ${next.do}`, kind: proc.rested ? 'choice' : 'look', next: looked }];
  };
  switch (next.do) {
    case 'lost':
      return gone;
    case 'wait':
      return then();
    case 'approach':
      return then(['approach']);
    case 'waitForSlot':
    case 'waitForUnread':
      return orphan < 0 ? then() : then(['relieve', orphan]);
    case 'judge': {
      const granted = view.tickets.filter((ticket) => ticket.place.is === 'slot').map((ticket) => Number(ticket.id));
      return then(['judge', next.slot, orphan, ...granted]);
    }
  }
}

/** Bits of the runs that stand in the waiting room, trust their ticket, and came before this one. */
function livingBefore(state: State, at: number, { rules, times }: Setting): number {
  const mine = procAt(state, at).queue;
  return state.procs.reduce((bits, proc, other) => {
    const stands = state.ports.some((port) => port.id === ticketId(other, proc.attempt) && port.place === WAITING);
    const lives = proc.phase === 'line' && rules.trustAt(trustOf(proc.trust), NOW, times, believed(proc)).is === 'held';
    return stands && lives && proc.queue < mine ? bits | (1 << other) : bits;
  }, 0);
}

function act(state: State, at: number, id: number, todo: Todo, setting: Setting): readonly Step[] {
  const rest = procAt(state, at).todo.slice(1);
  const after = (change: Partial<Proc>): State => withProc(state, at, { todo: rest, ...change });
  switch (todo[0]) {
    case 'delete':
      return [{ what: `${at} deletes ${todo[1]}`, kind: 'act', next: withoutPort(after({}), todo[1]) }];
    case 'approach':
      return move(state, at, id, TURNSTILE, setting);
    case 'grant':
      return move(state, at, id, placeOfSlot(todo[1]), setting);
    case 'judge': {
      const [, slot, orphan, ...granted] = todo;
      const fits = judge(state, at, granted, setting);
      const next: readonly Todo[] = fits ? [['grant', slot]] : orphan < 0 ? [] : [['relieve', orphan]];
      const what = `${at} judges: ${fits ? 'fits' : 'waits'}`;
      return [{ what, kind: 'act', next: after({ todo: next, rested: next.length === 0 }) }];
    }
    case 'extend':
    case 'confirm':
      return [];
    case 'relieve': {
      const slot = state.ports.find((port) => port.id === todo[1])?.place ?? WAITING;
      const come = isSlot(slot) ? { warden: newWarden(slot - TURNSTILE, todo[1], 'silent') } : {};
      return [{ what: `${at} comes for ${todo[1]}`, kind: 'act', next: after(come) }];
    }
  }
}

function move(state: State, at: number, id: number, goal: number, setting: Setting): readonly Step[] {
  const { rules, times } = setting;
  const proc = procAt(state, at);
  if (isWriting(state, at)) return [];
  if (rules.trustAt(trustOf(proc.trust), NOW, times, believed(proc)).is === 'lost') {
    const next = withProc(state, at, { trust: -1, phase: 'leave', todo: [] });
    return [{ what: `${at} notices before a move that its ticket is lost`, kind: 'act', next }];
  }
  return send(state, { deed: 'move', proc: at, id, goal }, setting);
}

/** The sum is made of what was granted in the view and what stands now. */
function judge(state: State, at: number, granted: readonly number[], setting: Setting): boolean {
  const { rules, limit } = setting;
  const uses = (ids: readonly number[]): number => ids.reduce((sum, id) => sum + demandFor(setting, id).floatingIps, 0);
  const made = (id: number): number => (state.made.includes(clusterOf(id, rules)) ? uses([id]) : 0);
  const answer = rules.fits({
    quotas: { ...UNLIMITED, floatingIps: { limit, used: uses(state.made) } },
    granted: granted.map((id) => ({
      cluster: String(clusterOf(id, rules)),
      demand: demandFor(setting, id),
      made: demandOf((name) => (name === 'floatingIps' ? made(id) : 0)),
    })),
    reserve: NO_DEMAND,
    demand: demandFor(setting, ticketId(at, 0)),
  });
  return answer.answer === 'fits';
}
