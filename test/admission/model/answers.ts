import type { Place } from '../../../src/admission/ticket.ts';
import { ageOf, endWarden, freshAttempt, perform, portOf, procAt, toTheEnd, trustOf, withProc } from './change.ts';
import type { Setting } from './setting.ts';
import { isSlot, PLACES, WAITING, type Answer, type Deed, type Proc, type State } from './state.ts';
import { ago, NOW } from './ticks.ts';

export interface Request {
  readonly deed: Deed;
  readonly proc: number;
  readonly id: number;
  readonly goal: number;
}

/** What a process makes of an answer. @param sent age of the sending */
export function heard(state: State, request: Request, answer: Answer, sent: number, setting: Setting): State {
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
