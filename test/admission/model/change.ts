import type { Trust } from '../../../src/admission/trust.ts';
import type { Happening } from './explore.ts';
import { ATTEMPTS, clusterOf, keptFor, ticketId, WARDENS, type Setting } from './setting.ts';
import type { Answer, Deed, Port, Proc, State, Todo } from './state.ts';
import { ago, NOW, TICK } from './ticks.ts';

export interface Step extends Happening<State> {
  /** A warden's clean-up: after which ticket, and why it came. */
  readonly cleans?: { readonly ticket: number; readonly cause: string };
}

export function procAt(state: State, at: number): Proc {
  const proc = state.procs[at];
  if (proc === undefined) throw new RangeError(`no process ${at}`);
  return proc;
}

export function withProc(state: State, at: number, change: Partial<Proc>): State {
  const procs = [...state.procs];
  procs[at] = { ...procAt(state, at), ...change };
  return { ...state, procs };
}

/** Puts a run at the end of the queue. */
export function toTheEnd(state: State, at: number): State {
  const { queue: old } = procAt(state, at);
  const last = Math.max(...state.procs.map((proc) => proc.queue));
  const moved = (queue: number): number => (queue === old ? last : queue > old ? queue - 1 : queue);
  const procs = state.procs.map((proc) => ({ ...proc, queue: moved(proc.queue) }));
  return { ...state, procs, ports: state.ports.map((port) => ({ ...port, queue: moved(port.queue) })) };
}

/** The end of a take-over, done or given up. */
export function endWarden(state: State, at: number): State {
  const { phase } = procAt(state, at);
  return withProc(state, at, {
    warden: undefined,
    todo: [],
    ...(phase === 'operator' ? { phase: 'done' } : { rested: true }),
  });
}

export function portOf(state: State, id: number): Port | undefined {
  return state.ports.find((port) => port.id === id);
}

export function withoutPort(state: State, id: number): State {
  return { ...state, ports: state.ports.filter((port) => port.id !== id) };
}

export function withPort(state: State, port: Port): State {
  return { ...state, ports: [...state.ports.filter((one) => one.id !== port.id), port].sort((a, b) => a.id - b.id) };
}

function withMade(state: State, cluster: number): State {
  return state.made.includes(cluster) ? state : { ...state, made: [...state.made, cluster].sort((a, b) => a - b) };
}

export function withoutMade(state: State, cluster: number): State {
  return { ...state, made: state.made.filter((one) => one !== cluster) };
}

/** The cloud's part: an address is held by one port, the waiting room has room for all, every write touches. */
export function perform(
  state: State,
  request: { deed: Deed; proc: number; id: number; goal: number },
  setting: Setting,
): readonly [State, Answer] {
  const { deed, id, goal } = request;
  const port = portOf(state, id);
  const taken = goal > 0 && state.ports.some((one) => one.place === goal && one.id !== id);
  if (deed === 'make') return [withMade(state, clusterOf(id, setting.rules)), 'done'];
  if (deed === 'create' || deed === 'claim') {
    if (taken) return [state, 'taken'];
    const { queue, warden } = procAt(state, request.proc);
    const victim = deed === 'claim' && warden !== undefined ? warden.victim : -1;
    return [withPort(state, { id, place: goal, queue, touched: 0, kept: 0, sure: true, victim }), 'done'];
  }
  if (port === undefined) return [state, 'gone'];
  if (deed === 'keep') return [withPort(state, { ...port, touched: 0, kept: keptFor(setting) }), 'done'];
  if (deed === 'write') return [withPort(state, { ...port, touched: 0 }), 'done'];
  return taken ? [state, 'taken'] : [withPort(state, { ...port, place: goal, touched: 0 }), 'done'];
}

export function trustOf(age: number): Trust {
  return age < 0 ? { is: 'lost', why: 'lost' } : { is: 'held', since: ago(age) };
}

export function ageOf(trust: Trust): number {
  return trust.is === 'lost' ? -1 : (NOW - trust.since) / TICK;
}

/** The lowest number of an attempt that nothing speaks of any more: a new name, in a state space that ends. */
export function freshAttempt(state: State, at: number): number {
  return fresh(state, ticketId(at, 0)) - ticketId(at, 0);
}

export function freshWarden(state: State, at: number): number {
  return fresh(state, WARDENS + ticketId(at, 0));
}

function fresh(state: State, first: number): number {
  const spoken = new Set(state.made);
  for (const { id, victim } of state.ports) spoken.add(id).add(victim);
  for (const { id } of state.flights) spoken.add(id);
  state.procs.forEach((proc, at) => {
    if (proc.phase !== 'out') spoken.add(ticketId(at, proc.attempt));
    for (const todo of proc.todo) for (const id of idsIn(todo)) spoken.add(id);
    if (proc.warden !== undefined) spoken.add(proc.warden.victim).add(proc.warden.own);
  });
  for (let id = first; id < first + ATTEMPTS; id += 1) if (!spoken.has(id)) return id;
  throw new RangeError(`no number left from ${first}`);
}

function idsIn(todo: Todo): readonly number[] {
  if (todo[0] === 'approach' || todo[0] === 'grant') return [];
  if (todo[0] !== 'judge') return [todo[1]];
  const [, , ...ids] = todo;
  return ids;
}
