import { procAt, withProc, type Step } from './change.ts';
import { lineSteps } from './line.ts';
import { executions, hearings } from './requests.ts';
import { counted, crash, rejoin } from './mishaps.ts';
import { beginExtending, extendSteps, operatorSteps } from './operator.ts';
import type { Setting } from './setting.ts';
import { settled } from './settle.ts';
import { FINISHED, type Proc, type State } from './state.ts';
import { beats, tenureSteps } from './tenure.ts';
import { tick } from './tick.ts';
import { wardenBeats, wardenSteps } from './warden.ts';

/** The beginning: every run wants a cluster, in the order of their numbers; nobody has a ticket yet. */
export function begin(setting: Setting): State {
  const proc: Proc = {
    phase: 'out',
    queue: 0,
    attempt: 0,
    trust: -1,
    todo: [],
    stands: 0,
    sent: false,
    unanswered: -1,
    gone: -1,
    warden: undefined,
    rested: false,
    paused: false,
    ahead: 0,
    passed: 0,
  };
  const runs = setting.demands.map((_, queue) => ({ ...proc, queue }));
  const coming = setting.faults.demand + setting.faults.extend;
  const operators = Array.from({ length: coming }, () => ({ ...proc, phase: 'operator' }) as const);
  return { ports: [], procs: [...runs, ...operators], flights: [], made: [], left: setting.faults };
}

/** Whether nobody waits for anything any more. */
export function isOver(state: State): boolean {
  return state.procs.every((proc) => FINISHED.has(proc.phase) && proc.warden === undefined);
}

/** What nobody puts off beyond a tick but who is paused. Work takes as long as it likes. */
const PROMPT: ReadonlySet<Step['kind']> = new Set(['answer', 'act', 'look', 'beat']);

/**
 * Everything that can happen next. Time passes when all have done what they do promptly; with endless pauses it may pass
 * at any moment.
 */
export function stepsFrom(state: State, setting: Setting): readonly Step[] {
  const steps = [...executions(state, setting)];
  let timely = true;
  for (let at = 0; at < state.procs.length; at += 1) {
    const proc = procAt(state, at);
    if (proc.phase === 'crashed') continue;
    const works = proc.warden !== undefined || !FINISHED.has(proc.phase);
    if (works && state.left.crash > 0) steps.push(crash(state, at));
    if (proc.paused) {
      steps.push({ what: `${at} wakes`, kind: 'act', next: withProc(state, at, { paused: false }) });
      continue;
    }
    const own = [...hearings(state, at, setting), ...mainSteps(state, at, proc, setting), ...beats(state, at, setting)];
    steps.push(...own);
    if (proc.phase === 'done' && setting.rejoin.includes(at)) steps.push(rejoin(state, at));
    if (state.left.pause === Infinity || !own.some((step) => PROMPT.has(step.kind))) continue;
    timely = false;
    if (state.left.pause > 0) steps.push(pause(state, at));
  }
  if (timely) steps.push({ what: 'a tick', kind: 'tick', next: tick(state, setting) });
  return steps.map((step) => {
    const next = setting.rejoin.length > 0 ? counted(state, step.next) : step.next;
    return { ...step, next: settled(next, setting) };
  });
}

function mainSteps(state: State, at: number, { phase, warden }: Proc, setting: Setting): readonly Step[] {
  if (warden !== undefined)
    return [...wardenSteps(state, at, warden, setting), ...wardenBeats(state, at, warden, setting)];
  switch (phase) {
    case 'out':
    case 'line':
    case 'leave':
      return lineSteps(state, at, setting);
    case 'granted':
    case 'cleaning':
    case 'release':
    case 'keeping':
      return tenureSteps(state, at, setting);
    case 'operator':
      return [...operatorSteps(state, at, setting), ...beginExtending(state, at, setting)];
    case 'extending':
      return extendSteps(state, at, setting);
    case 'kept':
    case 'ended':
    case 'done':
    case 'crashed':
      return [];
  }
}

function pause(state: State, at: number): Step {
  const left = { ...state.left, pause: state.left.pause - 1 };
  return { what: `${at} pauses`, kind: 'fault', next: withProc({ ...state, left }, at, { paused: true }) };
}
