import { portOf, procAt, withPort, withProc, type Step } from './change.ts';
import { deadIn, keptFor, viewOf, type Setting } from './setting.ts';
import type { State } from './state.ts';
import { NOW, TICK } from './ticks.ts';
import { newWarden } from './warden.ts';

/** What an operator does who takes a slot over: from whoever holds it, or only from whoever keeps it. */
export function operatorSteps(state: State, at: number, setting: Setting): readonly Step[] {
  if (state.left.demand === 0) return [];
  const dead = deadIn(state, setting);
  const left = { ...state.left, demand: state.left.demand - 1 };
  return viewOf(state, setting).tickets.flatMap((ticket) =>
    (['kept', 'held'] as const).flatMap((demand): readonly Step[] => {
      const may = setting.rules.mayClean(ticket, { ended: false, dead: dead(ticket), demand }, NOW);
      if (may.do === 'refuse') return [];
      const next = withProc({ ...state, left }, at, { warden: newWarden(may.slot, Number(ticket.id), may.cause) });
      return [{ what: `${at} demands ${ticket.id}: ${may.cause}`, kind: 'fault', next }];
    }),
  );
}

/** An operator looks whether the end of what is kept may be moved. */
export function beginExtending(state: State, at: number, setting: Setting): readonly Step[] {
  if (state.left.extend === 0) return [];
  const view = viewOf(state, setting);
  const left = { ...state.left, extend: state.left.extend - 1 };
  return view.tickets.flatMap((ticket): readonly Step[] => {
    const may = setting.rules.mayExtend(ticket, keptFor(setting) * TICK, view, setting.times);
    if (may.do === 'refuse') return [];
    const next = withProc({ ...state, left }, at, { phase: 'extending', todo: [['extend', Number(ticket.id)]] });
    return [{ what: `${at} may extend ${ticket.id}`, kind: 'fault', next }];
  });
}

/** The new end is written, and believed when the ticket is seen with it and no warden beside it. */
export function extendSteps(state: State, at: number, setting: Setting): readonly Step[] {
  const [todo] = procAt(state, at).todo;
  const port = todo?.[0] === 'extend' || todo?.[0] === 'confirm' ? portOf(state, todo[1]) : undefined;
  if (port === undefined)
    return [{ what: `${at} finds it gone`, kind: 'act', next: withProc(state, at, { phase: 'done' }) }];
  if (todo?.[0] === 'extend') {
    const written = withPort(state, { ...port, touched: 0, kept: keptFor(setting), sure: false });
    const next = withProc(written, at, { todo: [['confirm', port.id]] });
    return [{ what: `${at} writes a later end on ${port.id}`, kind: 'act', next }];
  }
  const come = state.ports.some((one) => one.victim === port.id);
  const seen = come ? state : withPort(state, { ...port, sure: true });
  const what = `${at} sees ${come ? 'a warden' : `${port.id} extended`}`;
  return [{ what, kind: 'act', next: withProc(seen, at, { phase: 'done' }) }];
}
