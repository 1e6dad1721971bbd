import type { Place } from '../../../src/admission/ticket.ts';
import {
  ageOf,
  endWarden,
  freshAttempt,
  perform,
  portOf,
  procAt,
  toTheEnd,
  trustOf,
  withProc,
  type Step,
} from './change.ts';
import type { Setting } from './setting.ts';
import { isSlot, PLACES, WAITING, type Answer, type Deed, type Flight, type Proc, type State } from './state.ts';
import { ago, NOW, ripe } from './ticks.ts';

export interface Request {
  readonly deed: Deed;
  readonly proc: number;
  readonly id: number;
  readonly goal: number;
}

/** Everything that may become of a request that is sent now: answered at once; its answer lost, done or not; under way. */
export function send(state: State, request: Request, setting: Setting): readonly Step[] {
  const { deed, proc } = request;
  const what = `${proc} sends ${deed} of ${request.id} to ${request.goal}`;
  const [done, answer] = perform(state, request, setting);
  const steps: Step[] = [{ what: `${what}: ${answer}`, kind: 'act', next: heard(done, request, answer, 0, setting) }];
  const { lost, late } = state.left;
  if (lost > 0 && deed !== 'write') {
    const less = { ...state.left, lost: lost - 1 };
    const unheard = (from: State, says: string): void =>
      void steps.push({
        what: `${what}: ${says}, no answer`,
        kind: 'fault',
        next: heard({ ...from, left: less }, request, 'none', 0, setting),
      });
    if (answer === 'done') unheard(done, 'done');
    unheard(state, 'not done');
  }
  if (late > 0 && setting.slow.includes(deed)) {
    const flight: Flight = { ...request, age: 0, waits: true, answer: '' };
    const next = { ...state, flights: [...state.flights, flight], left: { ...state.left, late: late - 1 } };
    steps.push({ what: `${what}: under way`, kind: 'fault', next });
  }
  return steps;
}

/** Requests under way may be executed at any moment. */
export function executions(state: State, setting: Setting): readonly Step[] {
  return state.flights
    .filter((flight) => flight.answer === '')
    .map((flight): Step => {
      const [done, answer] = perform(without(state, flight), flight, setting);
      const what = `${flight.deed} of ${flight.id} to ${flight.goal} is executed: ${answer}`;
      if (!flight.waits) return { what, kind: 'choice', next: done };
      return { what, kind: 'work', next: beside(done, { ...flight, answer }) };
    });
}

/** A process hears an answer, or waits for it no longer. */
export function hearings(state: State, at: number, setting: Setting): readonly Step[] {
  return state.flights
    .filter((flight) => flight.proc === at && flight.waits)
    .map((flight): Step => {
      const rest = without(state, flight);
      const what = `${at} hears of ${flight.deed}`;
      if (flight.answer !== '')
        return { what, kind: 'answer', next: heard(rest, flight, flight.answer, flight.age, setting) };
      const next = heard(beside(rest, { ...flight, waits: false }), flight, 'none', flight.age, setting);
      return { what: `${what}: waits no longer`, kind: 'choice', next };
    });
}

function without(state: State, flight: Flight): State {
  return { ...state, flights: state.flights.filter((one) => one !== flight) };
}

function beside(state: State, flight: Flight): State {
  return { ...state, flights: [...state.flights, flight] };
}

/** A tick for one request: what was not executed within the longest time never is. */
export function aged(flight: Flight, { times }: Setting): readonly Flight[] {
  const age = Math.min(flight.age + 1, ripe(times.silent));
  if (flight.answer !== '' || age < ripe(times.longestRequest)) return [{ ...flight, age }];
  return flight.waits ? [{ ...flight, age, answer: 'none' }] : [];
}

/** Whether a process has a write of its ticket under way: the next one waits for it. */
export function isWriting(state: State, at: number): boolean {
  return state.flights.some((one) => one.proc === at && one.waits && one.deed !== 'make');
}

/** Whether its work waits for an answer. */
export function isWaiting(state: State, at: number): boolean {
  return state.flights.some((one) => one.proc === at && one.waits && one.deed !== 'write');
}

/** What a process makes of an answer. @param sent age of the sending */
function heard(state: State, request: Request, answer: Answer, sent: number, setting: Setting): State {
  const proc = procAt(state, request.proc);
  if (proc.phase === 'crashed') return state;
  switch (request.deed) {
    case 'create':
      return created(state, request, answer, sent);
    case 'claim':
      return claimed(state, request, answer);
    case 'move':
      return moved(state, request, answer, sent, setting);
    case 'write':
    case 'keep':
      return written(state, request, answer, sent, setting);
    case 'make':
      return madeIt(state, request, answer, sent, setting);
  }
}

function created(state: State, { proc, id }: Request, answer: Answer, sent: number): State {
  if (answer === 'done' || (answer === 'none' && portOf(state, id) !== undefined))
    return withProc(state, proc, { phase: 'line', stands: WAITING, trust: sent });
  return withProc(state, proc, { attempt: freshAttempt(withProc(state, proc, { phase: 'out' }), proc) });
}

function claimed(state: State, { proc, id }: Request, answer: Answer): State {
  const { warden } = procAt(state, proc);
  if (warden === undefined) return state;
  const stands = answer === 'done' || (answer === 'none' && portOf(state, id) !== undefined);
  if (!stands) return endWarden(state, proc);
  return withProc(state, proc, { warden: { ...warden, own: id, claimed: 0, trust: 0 } });
}

function moved(state: State, { proc: at, id, goal }: Request, answer: Answer, sent: number, setting: Setting): State {
  const { rules, times } = setting;
  const proc = procAt(state, at);
  const from = believed(proc);
  const trust = trustOf(proc.trust);
  const port =
    answer === 'none' && rules.trustAt(trust, NOW, times, from).is === 'held' ? portOf(state, id) : undefined;
  const became = rules.afterMove(answer, placeAt(goal), port === undefined ? undefined : placeAt(port.place));
  if (became === 'stayed') {
    const stays = withProc(state, at, { todo: [] });
    if (!rules.yields(answer)) return stays;
    const back = { deed: 'move', proc: at, id, goal: WAITING } as const;
    return perform(toTheEnd(withProc(stays, at, { stands: WAITING }), at), back, setting)[0];
  }
  const age = became === 'dead' ? -1 : ageOf(rules.confirmed(trust, ago(sent), NOW, times, from));
  if (age < 0) return withProc(state, at, { trust: -1, todo: [], phase: 'leave' });
  return withProc(state, at, { trust: age, todo: [], stands: goal, ...(isSlot(goal) ? { phase: 'granted' } : {}) });
}

function written(state: State, { proc: at, deed }: Request, answer: Answer, sent: number, setting: Setting): State {
  const { rules, times } = setting;
  const proc = procAt(state, at);
  if (answer !== 'done') return deed === 'keep' ? withProc(state, at, { phase: 'ended' }) : state;
  const trust = ageOf(rules.confirmed(trustOf(proc.trust), ago(sent), NOW, times, believed(proc)));
  const kept: Partial<Proc> = deed === 'keep' ? { phase: trust < 0 ? 'ended' : 'kept' } : {};
  return withProc(state, at, { trust, ...kept });
}

function madeIt(state: State, { proc: at }: Request, answer: Answer, sent: number, { rules, times }: Setting): State {
  const proc = procAt(state, at);
  const unanswered = answer === 'none' ? { unanswered: sent } : {};
  const lost = rules.trustAt(trustOf(proc.trust), NOW, times, believed(proc)).is === 'lost';
  return withProc(state, at, { ...unanswered, ...(lost ? { phase: 'ended' } : {}) });
}

/** Where a run believes its ticket to stand. */
export function believed(proc: Proc): Place {
  return placeAt(proc.stands);
}

function placeAt(place: number): Place {
  return PLACES[place] ?? { is: 'nowhere' };
}
