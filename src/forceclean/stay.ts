import type { Attribution } from '../model/evidence.ts';
import { refKey, type Ref, type Resource } from '../model/resource.ts';
import { blockers, type Sides } from './blockers.ts';
import { claimStay, knownClaims, type ClaimRules } from './claims.ts';
import { hopeless } from './hopeless.ts';
import { called, refOf, type Index } from './index.ts';
import { needsOf } from './needs.ts';
import { CREDENTIALS, novasPorts, type Place } from './order.ts';

/** Why one of ours is not deleted. */
export interface Stay {
  readonly why: string;
  /** Against our will. */
  readonly leftover: boolean;
  /** It only waits for this one. */
  readonly behind?: Ref;
  /** A failed list, and nothing else, is why. */
  readonly unlisted?: true;
  /** The credential in use may not delete it. */
  readonly forbidden?: true;
  /** The plan that is applied does not name it. Whatever else keeps it is the better reason: a new plan would not help. */
  readonly unplanned?: true;
}

/** One of ours, and its place in the order. */
export interface Candidate {
  readonly attribution: Attribution;
  readonly place: Place;
}

/**
 * Which of ours must stay, each with its reason; the chain of reasons is spelled out. Pure.
 * @param decided those of which it is known already
 */
export function stays(
  candidates: ReadonlyMap<string, Candidate>,
  index: Index,
  sides: Sides,
  rules: ClaimRules,
  decided: ReadonlyMap<string, Stay>,
): ReadonlyMap<string, Stay> {
  const staying = new Map(decided);
  const known = knownClaims(rules.ledger);
  for (const [key, { attribution }] of candidates) {
    if (isDecided(staying.get(key))) continue;
    const { resource } = attribution;
    const reasons = blockers(resource, index, sides);
    // What only its volume proves is handed over with that one, or not at all.
    const remembered = provers(attribution, index).length > 0 ? { ...rules, handedOver: undefined } : rules;
    const asked = claimStay(resource, remembered, known);
    // What an attachment holds may get out of its state when that ends.
    const attached = index.pointing('volumeAttachment', 'volume', resource).length > 0;
    const lost = attached ? undefined : hopeless(resource, index.inventory.at);
    const unlisted = needsOf(resource, index).filter((kind) => index.unlisted(kind));
    if (unlisted.length > 0) {
      staying.set(key, { why: `${unlisted.join(', ')} could not be listed`, leftover: true, unlisted: true });
    } else if (reasons.length > 0) staying.set(key, { why: reasons.join('; '), leftover: true });
    else if (lost !== undefined) staying.set(key, { why: lost, leftover: true });
    else if (asked !== undefined) staying.set(key, asked);
  }
  spread(candidates, index, staying);
  return staying;
}

function isDecided(stay: Stay | undefined): boolean {
  return stay !== undefined && stay.unplanned === undefined;
}

/** Whatever depends on a thing that stays, stays. */
function spread(candidates: ReadonlyMap<string, Candidate>, index: Index, staying: Map<string, Stay>): void {
  const parts = partsOf(candidates);
  for (let changed = true; changed;) {
    changed = false;
    for (const [key, candidate] of candidates) {
      if (isDecided(staying.get(key))) continue;
      const { attribution } = candidate;
      const { kind } = attribution.resource;
      const owner = provers(attribution, index).find((one) => staying.get(refKey(one))?.leftover === false);
      if (owner !== undefined) {
        staying.set(key, { why: `of ${called(owner)}, which is handed over`, leftover: false });
        changed = true;
        continue;
      }
      const hold = [...holders(candidate, index), ...(parts.get(key) ?? [])].find((ref) => {
        const other = staying.get(refKey(ref));
        const waits = other?.behind !== undefined && refKey(other.behind) === key;
        return holdsUp(other, kind) && (!staying.has(key) || (isDecided(other) && !waits));
      });
      const stay = hold === undefined ? undefined : staying.get(refKey(hold));
      if (hold !== undefined && stay !== undefined) {
        const unlisted = stay.unlisted === true ? ({ unlisted: true } as const) : {};
        staying.set(key, {
          why: `waits for ${nameOf(hold, candidates)}`,
          leftover: true,
          behind: refOf(hold),
          ...unlisted,
        });
        changed = true;
      }
    }
  }
}

/** What is handed over is a neighbour's from then on: a credential, which goes after everything of ours, is not held by it. */
function holdsUp(stay: Stay | undefined, kind: Resource['kind']): boolean {
  return stay !== undefined && (stay.leftover || !CREDENTIALS.includes(kind));
}

/**
 * What must go for this one to go, besides its parts: its predecessors, the whole it is part of; and for an interface
 * its network, so that a network which stays keeps its way out, and its router where routes lead through it, since only a
 * router that goes loses routes; for what only its volume proves, the volume; for a security group, those whose rules name
 * it, which would lose these rules; for a server its ports of Nova's making, which Nova would take along.
 */
function holders({ place, attribution }: Candidate, index: Index): readonly Ref[] {
  const { resource } = attribution;
  const network = place.do === 'detach' ? index.linkedTo(resource, 'network') : [];
  const namers = index.pointing('securityGroup', 'remoteGroup', resource).filter((one) => one.id !== resource.id);
  const taken = novasPorts(resource, index);
  const whole = place.with === undefined ? [] : [place.with];
  const routed = place.routes === undefined || place.from === undefined ? [] : [place.from];
  return [...place.after, ...whole, ...network, ...routed, ...provers(attribution, index), ...namers, ...taken];
}

/** The volume that alone proves a copy of it or an attachment to be ours. */
function provers({ resource, evidence }: Attribution, index: Index): readonly Resource[] {
  const proved = evidence.some((one) => one.strength === 'strong');
  return OF_VOLUME.includes(resource.kind) && !proved ? index.linkedTo(resource, 'volume') : [];
}

/** Kinds that may be ours by their volume alone. */
export const OF_VOLUME: readonly Resource['kind'][] = ['snapshot', 'backup', 'volumeAttachment'];

/** By the key of the whole: what goes with it. A whole whose part must stay stays, since it would take the part along. */
function partsOf(candidates: ReadonlyMap<string, Candidate>): ReadonlyMap<string, readonly Ref[]> {
  const parts = new Map<string, Ref[]>();
  for (const { place, attribution } of candidates.values()) {
    if (place.with === undefined) continue;
    const key = refKey(place.with);
    parts.set(key, [...(parts.get(key) ?? []), attribution.resource]);
  }
  return parts;
}

function nameOf(ref: Ref, candidates: ReadonlyMap<string, Candidate>): string {
  return called(candidates.get(refKey(ref))?.attribution.resource ?? ref);
}
