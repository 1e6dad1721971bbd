import { believed } from './answers.ts';
import { ageOf, procAt, trustOf, withoutMade, withoutPort, withProc, type Step } from './change.ts';
import { isWaiting, isWriting, send } from './requests.ts';
import { clusterOf, ticketId, viewOf, type Setting } from './setting.ts';
import type { Proc, State } from './state.ts';
import { ago, NOW } from './ticks.ts';

/** What a run does that holds a slot: make, remove, give back; or keep; or, its lease lost, nothing. */
export function tenureSteps(state: State, at: number, setting: Setting): readonly Step[] {
  const proc = procAt(state, at);
  if (isWaiting(state, at)) return [];
  const id = ticketId(at, proc.attempt);
  if (proc.phase === 'keeping') return [];
  const holds = setting.rules.trustAt(trustOf(proc.trust), NOW, setting.times, believed(proc)).is === 'held';
  if (proc.phase === 'release') {
    const next = withProc(withoutPort(state, id), at, { phase: 'done' });
    return [{ what: `${at} releases its slot`, kind: 'act', next }];
  }
  if (!holds)
    return [
      { what: `${at} notices that its lease is lost`, kind: 'act', next: withProc(state, at, { phase: 'ended' }) },
    ];
  if (proc.phase === 'cleaning') return clean(state, at, id, setting);
  if (!proc.sent) return make(state, at, id, setting);
  const steps = clean(state, at, id, setting);
  if (!setting.keeps || isWriting(state, at)) return steps;
  const keeping = withProc(state, at, { phase: 'keeping' });
  const kept = send(keeping, { deed: 'keep', proc: at, id, goal: -1 }, setting);
  return [...steps, ...kept.map((one): Step => ({ ...one, kind: one.kind === 'fault' ? 'fault' : 'choice' }))];
}

function make(state: State, at: number, id: number, setting: Setting): readonly Step[] {
  const sent = send(withProc(state, at, { sent: true }), { deed: 'make', proc: at, id, goal: -1 }, setting);
  return sent.map((step): Step => ({ ...step, kind: step.kind === 'fault' ? 'fault' : 'work' }));
}

/** Looks and removes until nothing can stand any more; then it is done with all but the ticket, which nobody beats now. */
function clean(state: State, at: number, id: number, { rules, times }: Setting): readonly Step[] {
  const { unanswered, gone } = procAt(state, at);
  const known = {
    unansweredAt: unanswered < 0 ? undefined : ago(unanswered),
    goneAt: gone < 0 ? undefined : ago(gone),
  };
  const step = rules.releaseStep(known, NOW, times);
  if (step.do === 'release')
    return [{ what: `${at} is done`, kind: 'act', next: withProc(state, at, { phase: 'release' }) }];
  const stands = state.made.includes(clusterOf(id, rules));
  // It removes what it can at once; then it waits, and looks again.
  if (gone >= 0 && (step.do === 'wait' || (gone === 0 && !stands))) return [];
  const looked = withProc(withoutMade(state, clusterOf(id, rules)), at, { phase: 'cleaning', gone: 0 });
  return [{ what: `${at} removes its own and looks`, kind: 'work', next: looked }];
}

/** A beat: a look, and a write if the look shows nothing against it. */
export function beats(state: State, at: number, setting: Setting): readonly Step[] {
  const { rules, times } = setting;
  const proc = procAt(state, at);
  const id = ticketId(at, proc.attempt);
  if (!BEATING.has(proc.phase) || isWriting(state, at) || proc.trust === 0 || !rules.beats(trustOf(proc.trust)))
    return [];
  const lose = (why: string): readonly Step[] =>
    proc.trust < 0 ? [] : [{ what: `${at} beats: ${why}`, kind: 'beat', next: withProc(state, at, { trust: -1 }) }];
  const trust = rules.trustAt(trustOf(proc.trust), NOW, times, believed(proc));
  if (!rules.beats(trust)) return lose('too late');
  const seen = rules.seenIn(trust, viewOf(state, setting), String(id));
  if (!rules.beats(seen)) return lose('lost');
  const sent = send(withProc(state, at, { trust: ageOf(seen) }), { deed: 'write', proc: at, id, goal: -1 }, setting);
  return sent.map((step): Step => ({ ...step, kind: step.kind === 'fault' ? 'fault' : 'beat' }));
}

/** Phases in which a process beats; `ended` only where a rule lets a lost one. */
const BEATING: ReadonlySet<Proc['phase']> = new Set(['line', 'granted', 'cleaning', 'keeping', 'ended']);
