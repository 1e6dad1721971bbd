import { heard, type Request } from './answers.ts';
import { perform, type Step } from './change.ts';
import type { Setting } from './setting.ts';
import type { Flight, State } from './state.ts';
import { ripe } from './ticks.ts';

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
