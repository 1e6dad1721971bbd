import type { Cause, WardenState } from '../../../src/admission/warden.ts';
import {
  ageOf,
  endWarden,
  freshWarden,
  portOf,
  procAt,
  trustOf,
  withoutMade,
  withoutPort,
  withProc,
  type Step,
} from './change.ts';
import { send } from './requests.ts';
import { clusterOf, deadIn, hasEnded, viewOf, type Setting } from './setting.ts';
import { placeOfWarden, PLACES, type State, type Warden } from './state.ts';
import { ago, NOW } from './ticks.ts';

export function newWarden(slot: number, victim: number, cause: Cause): Warden {
  return {
    slot,
    victim,
    cause,
    claimed: -1,
    silenced: false,
    gone: -1,
    again: false,
    own: -1,
    trust: -1,
    todo: '',
    begun: 0,
  };
}

/** What a process does that has come for a ticket in a slot. */
export function wardenSteps(state: State, at: number, warden: Warden, setting: Setting): readonly Step[] {
  const become = (change: Partial<Warden>): State => withProc(state, at, { warden: { ...warden, ...change } });
  const act = (what: string, next: State): Step => ({ what: `warden ${at} ${what}`, kind: 'act', next });
  const trusts = warden.own < 0 || trustsAt(warden.trust, setting);
  const steps: Step[] = [];
  const { phase, trust } = procAt(state, at);
  if (phase === 'line' && !trustsAt(trust, setting) && warden.todo !== 'end') {
    steps.push(act('stops: its own place in line is lost', become({ todo: 'end' })));
  }
  switch (warden.todo) {
    case '':
      return [...steps, ...decide(state, at, warden, setting)];
    case 'end':
      return [act('leaves', endWarden(withoutPort(state, warden.own), at))];
    case 'clean':
    case 'lookAgain': {
      if (!trusts) return [act('is lost itself', become({ todo: 'end' }))];
      const seen = warden.todo === 'clean' ? { gone: warden.begun } : { again: true };
      const cleaned = become({ todo: '', ...seen });
      const next = withoutMade(cleaned, clusterOf(warden.victim, setting.rules));
      return [
        ...steps,
        { ...act(`cleans after ${warden.victim}`, next), cleans: { ticket: warden.victim, cause: warden.cause } },
      ];
    }
    case 'freeSlot': {
      if (!trusts) return [act('is lost itself', become({ todo: 'end' }))];
      return [...steps, act(`frees slot ${warden.slot}`, withoutPort(become({ todo: 'end' }), warden.victim))];
    }
  }
}

function decide(state: State, at: number, warden: Warden, setting: Setting): readonly Step[] {
  const { rules, times } = setting;
  const known: WardenState = {
    slot: warden.slot === 1 ? 1 : 2,
    victim: String(warden.victim),
    cause: warden.cause,
    ...(warden.claimed < 0 ? {} : { claimedAt: ago(warden.claimed) }),
    ...(warden.silenced ? { silenced: true } : {}),
    ...(warden.gone < 0 ? {} : { goneAt: ago(warden.gone) }),
    ...(warden.again ? { goneAgainAt: NOW } : {}),
  };
  const mine = warden.own < 0 ? undefined : String(warden.own);
  const dead = warden.cause === 'silent' ? deadIn(state, setting) : () => true;
  const step = rules.wardenStep(known, viewOf(state, setting), mine, dead, NOW, times);
  const become = (change: Partial<Warden>): readonly Step[] => [
    { what: `warden ${at}: ${step.do}`, kind: 'look', next: withProc(state, at, { warden: { ...warden, ...change } }) },
  ];
  switch (step.do) {
    case 'claim': {
      const goal = placeOfWarden(warden.slot);
      return send(state, { deed: 'claim', proc: at, id: freshWarden(state, at), goal }, setting);
    }
    case 'silence':
      return become({ silenced: true });
    case 'clean':
    case 'lookAgain':
      return become({ todo: step.do, begun: 0 });
    case 'freeSlot':
      return become({ todo: 'freeSlot' });
    case 'leave':
      return become({ todo: 'end' });
    case 'wait':
      // Where the holder's end can be proved, nobody trusts the ticket any more.
      return step.why === 'trust' && hasEnded(state, warden.victim, setting) ? become({ cause: 'ended' }) : [];
  }
}

/** A beat of the warden's own ticket. */
export function wardenBeats(state: State, at: number, warden: Warden, setting: Setting): readonly Step[] {
  const { rules, times } = setting;
  const place = PLACES[placeOfWarden(warden.slot)] ?? { is: 'nowhere' };
  const trust = rules.trustAt(trustOf(warden.trust), NOW, times, place);
  if (warden.own < 0 || warden.trust === 0 || trust.is === 'lost') return [];
  const port = portOf(state, warden.own);
  const age = port === undefined ? -1 : ageOf(rules.confirmed(trust, NOW, NOW, times, place));
  const ports = state.ports.map((one) => (one === port ? { ...one, touched: 0 } : one));
  const next = withProc({ ...state, ports }, at, { warden: { ...warden, trust: age } });
  return [{ what: `warden ${at} beats`, kind: 'beat', next }];
}

function trustsAt(age: number, { rules, times }: Setting): boolean {
  return rules.trustAt(trustOf(age), NOW, times, { is: 'nowhere' }).is === 'held';
}
