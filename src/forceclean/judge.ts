import type { Attribution, Evidence, Strength } from '../model/evidence.ts';
import type { Resource } from '../model/resource.ts';
import type { Reason, Standing } from './rule.ts';

/** A reason and the rule that found it; `failed` is set when the rule crashed instead. */
export interface Found extends Reason {
  readonly source: string;
  readonly failed?: true;
  readonly lifts?: true;
}

export interface Judgement {
  readonly attribution: Attribution;
  /** Set when ours. */
  readonly standing: Standing | undefined;
}

/** So many steps, and no more, can be lifted: what is lifted must not carry the next one. */
const LIFTED = 2;
const ORDER: readonly Strength[] = ['veto', 'strong', 'structural', 'weak'];

/**
 * Weighs all reasons about one resource.
 *
 * - A rule that crashed: undecided, whatever the others say.
 * - A veto wins. Against a proof it is a contradiction: undecided, so that a person reads both.
 * - A proof, or one step of structure away from a proof: ours. A generator's text on the resource itself makes any
 *   number of steps one; two steps without any such text are undecided, unless a rule that lifts has spoken.
 * - Anything else in favour: undecided. Nothing in favour: a neighbour's.
 *
 * @param named a generator's text stands on the resource and names no other cluster
 */
export function judge(resource: Resource, found: readonly Found[], named: boolean): Judgement {
  const evidence = found.map(evidenceOf).sort((a, b) => ORDER.indexOf(a.strength) - ORDER.indexOf(b.strength));
  const settle = (verdict: 'neighbour' | 'undecided'): Judgement => ({
    attribution: { resource, verdict, evidence },
    standing: undefined,
  });
  const proof = found.find(isProof);
  if (found.some((reason) => reason.failed)) return settle('undecided');
  if (found.some((reason) => reason.side === 'against')) return settle(proof === undefined ? 'neighbour' : 'undecided');
  const best = proof ?? nearest(found);
  if (best === undefined) return settle(found.length > 0 ? 'undecided' : 'neighbour');
  const hops = named ? Math.min(1, best.hops) : best.hops;
  if (hops > 1 && !(hops === LIFTED && found.some((reason) => reason.lifts))) return settle('undecided');
  return {
    attribution: { resource, verdict: 'ours', cluster: best.cluster, evidence },
    standing: { cluster: best.cluster, hops },
  };
}

/** The judgement where an earlier look of the same clean-up could not prove it: never ours. Pure. */
export function doubted(judgement: Judgement): Judgement {
  const { resource, verdict, evidence } = judgement.attribution;
  if (verdict !== 'ours') return judgement;
  const says = 'an earlier look of this clean-up could not tell it from somebody else’s';
  const doubt = { side: 'against', strength: 'veto', source: EARLIER_LOOK, says, value: resource.id } as const;
  return { attribution: { resource, verdict: 'undecided', evidence: [doubt, ...evidence] }, standing: undefined };
}

/** The source of that doubt. */
export const EARLIER_LOOK = 'earlier-look';

/** True when only a rule that lifts could make it ours. Pure. */
export function wantsLift(found: readonly Found[], named: boolean): boolean {
  if (named || found.some((reason) => reason.failed === true || reason.side === 'against' || isProof(reason)))
    return false;
  return nearest(found)?.hops === LIFTED;
}

function nearest(found: readonly Found[]): (Found & Standing) | undefined {
  return found.filter(isStructural).sort((a, b) => a.hops - b.hops)[0];
}

function isProof(reason: Found): reason is Found & Standing {
  return reason.strength === 'strong' && reason.cluster !== undefined && reason.hops !== undefined;
}

function isStructural(reason: Found): reason is Found & Standing {
  return reason.strength === 'structural' && reason.cluster !== undefined && reason.hops !== undefined;
}

function evidenceOf(reason: Found): Evidence {
  return {
    side: reason.side,
    strength: reason.strength,
    source: reason.source,
    says: reason.says,
    value: reason.value,
  };
}
