import type { Attribution } from '../model/evidence.ts';
import type { CleanPlan, ConsideredVolume } from '../model/plan.ts';
import { refKey, type Ref, type Resource } from '../model/resource.ts';
import { isClaimed, mayBeClaimed } from './claimed.ts';
import { claimOf, isRetained, type ClaimRules, type KnownClaims } from './claims.ts';
import type { Index } from './index.ts';
import { whyNotOurs } from './reasons.ts';

type Decided = Pick<CleanPlan, 'steps' | 'kept'>;

/** Every volume of the project, with what was decided about it and why. Pure. */
export function consideredVolumes(
  attributions: readonly Attribution[],
  decided: Decided,
  index: Index,
  rules: ClaimRules,
  known: KnownClaims,
): readonly ConsideredVolume[] {
  const steps = new Map(decided.steps.map((step) => [refKey(step.target), step]));
  const kept = new Map(decided.kept.map((one) => [refKey(one.target), one]));
  return attributions
    .filter((one) => one.resource.kind === 'volume')
    .map((one): ConsideredVolume => {
      const key = refKey(one.resource);
      const step = steps.get(key);
      const stays = kept.get(key);
      const verdict =
        step !== undefined
          ? 'delete'
          : stays?.leftover === true
            ? 'left'
            : one.verdict === 'ours'
              ? 'handed over'
              : one.verdict;
      const why = step?.because[0].says ?? stays?.why ?? whyNotOurs(one) ?? whyForeign(one);
      return { ...factsOf(one.resource, index, known), policy: policyOf(one, rules, known), verdict, why };
    });
}

function factsOf(
  volume: Resource,
  index: Index,
  known: KnownClaims,
): Omit<ConsideredVolume, 'policy' | 'verdict' | 'why'> {
  const { id, name, createdAt } = volume;
  const { sizeGiB, attachedAt } = volume.facts;
  const claim = claimOf(volume, known);
  return {
    id,
    name,
    attachedTo: volume.links
      .filter((link) => link.rel === 'attachment')
      .map((link) => ({ id: link.id, name: index.get('server', link.id)?.name ?? '' })),
    ...(claim === undefined ? {} : { claim }),
    ...(typeof sizeGiB === 'number' ? { sizeGiB } : {}),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(typeof attachedAt === 'string' ? { attachedAt } : {}),
  };
}

function whyForeign({ evidence }: Attribution): string {
  const against = evidence.filter((one) => one.side === 'against').map((one) => one.says);
  return against.length === 0 ? 'nothing says that it is ours' : against.join('; ');
}

/** No policy of ours is about a neighbour's. */
function policyOf(
  { resource: volume, verdict }: Attribution,
  rules: ClaimRules,
  known: KnownClaims,
): ConsideredVolume['policy'] {
  if (verdict === 'neighbour') return 'none';
  if (isRetained(volume, known)) return rules.retained === true ? 'delete' : 'retain';
  const claimed = verdict === 'ours' ? mayBeClaimed(volume) : isClaimed(volume);
  return claimed ? (rules.pvc ?? 'delete') : 'none';
}

/**
 * The volumes of a whole clean-up: as the last look saw them, and those that went before. Pure.
 * @param last the plan of the last look
 * @param there keys of all that it listed
 * @param left what is left of ours in the end, and why
 */
export function volumesInAll(
  plans: readonly CleanPlan[],
  last: CleanPlan,
  there: ReadonlySet<string>,
  left: readonly { readonly ref: Ref; readonly why: string }[],
): readonly ConsideredVolume[] {
  const stays = new Map(left.map(({ ref, why }) => [refKey(ref), why]));
  const unknown = last.unknown.includes('volume');
  const all = new Map<string, ConsideredVolume>();
  for (const volume of plans.flatMap((plan) => plan.volumes)) {
    if (unknown) all.set(volume.id, { ...volume, verdict: 'unknown' });
    else if (!there.has(`volume/${volume.id}`)) all.set(volume.id, { ...volume, verdict: 'gone' });
  }
  for (const volume of last.volumes) if (!all.has(volume.id)) all.set(volume.id, volume);
  return [...all.values()]
    .map((volume) => {
      const why = stays.get(`volume/${volume.id}`);
      return why === undefined ? volume : { ...volume, verdict: 'left' as const, why };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
