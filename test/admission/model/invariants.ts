import { believed } from './answers.ts';
import { trustOf, type Step } from './change.ts';
import type { Broken } from './explore.ts';
import { clusterOf, ownerOf, ticketId, type Setting } from './setting.ts';
import { isSlot, type Proc, type State } from './state.ts';
import { NOW } from './ticks.ts';

/** One promise of the protocol. @returns what breaks it */
type Invariant = (state: State, setting: Setting) => string | undefined;

/** One promise about what happens. @param before the state in which the step was taken */
type StepInvariant = (before: State, step: Step, setting: Setting) => string | undefined;

function trusts(proc: Proc, { rules, times }: Setting): boolean {
  return rules.trustAt(trustOf(proc.trust), NOW, times, believed(proc)).is === 'held';
}

/** The slot a run holds as far as it knows, or 0. Who has decided to give it back trusts nothing any more. */
function heldSlot(proc: Proc, setting: Setting): number {
  return (proc.phase === 'granted' || proc.phase === 'cleaning') && trusts(proc, setting) ? proc.stands - 1 : 0;
}

const oneHolderPerSlot: Invariant = (state, setting) => {
  const held = state.procs.map((proc) => heldSlot(proc, setting)).filter((slot) => slot > 0);
  return new Set(held).size < held.length ? `two runs trust that they hold slot ${held[0]}` : undefined;
};

const whoTrustsStandsThere: Invariant = (state, setting) => {
  const wrong = state.procs.findIndex((proc, at) => {
    const slot = heldSlot(proc, setting);
    const id = ticketId(at, proc.attempt);
    return slot > 0 && !state.ports.some((port) => port.id === id && port.place === slot + 1);
  });
  return wrong < 0 ? undefined : `run ${wrong} trusts a slot in which its ticket does not stand`;
};

/** Full demands of tickets in slots that somebody trusts, and whatever else stands or is trusted. */
const promisedWithinLimit: Invariant = (state, setting) => {
  const promised = new Set(state.made);
  state.procs.forEach((proc, at) => {
    const id = ticketId(at, proc.attempt);
    const inSlot = state.ports.some((port) => port.id === id && isSlot(port.place));
    if (trusts(proc, setting) && (inSlot || heldSlot(proc, setting) > 0)) promised.add(clusterOf(id, setting.rules));
  });
  const sum = [...promised].reduce((total, cluster) => total + (setting.demands[ownerOf(cluster)] ?? 0), 0);
  return sum > setting.limit ? `${sum} of ${setting.limit} are promised` : undefined;
};

const freeOnlyWhenGone: Invariant = (state, { rules }) => {
  const inSlots = new Set(state.ports.filter((port) => isSlot(port.place)).map((port) => clusterOf(port.id, rules)));
  const left = state.made.find((cluster) => !inSlots.has(cluster));
  return left === undefined ? undefined : `resources of cluster ${left} stand, and no slot is held for them`;
};

/** Two tickets and more of one cluster in slots would be cleaned as one, so the cluster counts, not the ticket. */
const trustedIsNotCleaned: StepInvariant = (before, step, setting) => {
  const cleaned = step.cleans;
  if (cleaned === undefined) return undefined;
  const cluster = clusterOf(cleaned.ticket, setting.rules);
  const holder = before.procs.findIndex(
    (proc, at) => heldSlot(proc, setting) > 0 && clusterOf(ticketId(at, proc.attempt), setting.rules) === cluster,
  );
  return holder < 0 ? undefined : `run ${holder} is cleaned while it trusts its lease`;
};

/** By those who need the slot; an operator may. */
const keptIsNotCleaned: StepInvariant = (before, { cleans }) => {
  if (cleans?.cause !== 'silent') return undefined;
  const port = before.ports.find((one) => one.id === cleans.ticket);
  const keeper = before.procs[ownerOf(cleans.ticket)];
  return port !== undefined && port.kept > 0 && port.sure && keeper?.phase === 'kept'
    ? 'a kept cluster is cleaned'
    : undefined;
};

const nobodyOvertakesTheHead: StepInvariant = (before, step) => {
  const at = step.next.procs.findIndex((proc, one) => proc.phase === 'granted' && before.procs[one]?.phase === 'line');
  const ahead = before.procs[at]?.ahead ?? 0;
  const passed =
    ahead === 0 ? -1 : before.procs.findIndex((proc, one) => (ahead & (1 << one)) > 0 && proc.phase === 'line');
  return passed < 0
    ? undefined
    : `run ${at} is granted before ${passed}, which stood in sight when it went to the turnstile`;
};

/** Each of the others may have been on its way already, once. */
const nobodyStarves: Invariant = (state, setting) => {
  const starving = state.procs.findIndex((proc) => proc.passed >= setting.demands.length);
  return starving < 0
    ? undefined
    : `run ${starving} was overtaken ${state.procs[starving]?.passed} times in sight of all`;
};

const STATES = {
  'a slot has one holder': oneHolderPerSlot,
  'who trusts a slot stands in it': whoTrustsStandsThere,
  'no more is promised than there is': promisedWithinLimit,
  'a slot is free only when all is gone': freeOnlyWhenGone,
  'nobody starves': nobodyStarves,
};
const STEPS = {
  'nobody is cleaned who trusts its lease': trustedIsNotCleaned,
  'a kept cluster is not cleaned': keptIsNotCleaned,
  'nobody overtakes the head': nobodyOvertakesTheHead,
};

export type Promised = keyof typeof STATES | keyof typeof STEPS;

/** The names of all promises. */
export const PROMISES = [...Object.keys(STATES), ...Object.keys(STEPS)] as readonly Promised[];

/** The promise of these that a step breaks, whatever state it leads to. */
export function brokenBy(
  promises: readonly Promised[],
  before: State,
  step: Step,
  setting: Setting,
): Broken<Promised> | undefined {
  for (const promise of promises) {
    const says = promise in STEPS ? STEPS[promise as keyof typeof STEPS](before, step, setting) : undefined;
    if (says !== undefined) return { promise, says };
  }
  return undefined;
}

/** The promise of these that is broken in a state. */
export function brokenIn(promises: readonly Promised[], state: State, setting: Setting): Broken<Promised> | undefined {
  for (const promise of promises) {
    const says = promise in STATES ? STATES[promise as keyof typeof STATES](state, setting) : undefined;
    if (says !== undefined) return { promise, says };
  }
  return undefined;
}
