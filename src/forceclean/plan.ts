import type { Attribution } from '../model/evidence.ts';
import type { CleanPlan, Kept, Step, Target } from '../model/plan.ts';
import { KINDS, refKey, type Inventory, type Ref } from '../model/resource.ts';
import { alongside } from './alongside.ts';
import { beforehand, mayStrip, type Limits } from './beforehand.ts';
import { sha256 } from './canonical.ts';
import { isBlind } from './blind.ts';
import { causesOf } from './causes.ts';
import { knownClaims, type ClaimRules } from './claims.ts';
import { consideredVolumes } from './considered.ts';
import { routeKey } from './extraRoutes.ts';
import { fingerprint } from './fingerprint.ts';
import { graceOf } from './grace.ts';
import { createIndex, type Index } from './index.ts';
import { placeOf } from './order.ts';
import { because, isLeftBehind, namesAnother, whyNotOurs } from './reasons.ts';
import { sequence, type Placed } from './sequence.ts';
import { stays, type Candidate, type Stay } from './stay.ts';
import { strips, withStrips } from './strip.ts';
import { unseen } from './unseen.ts';

/** How long a plan holds. */
const VALID_MS = 15 * 60 * 1000;

export interface PlanInput extends Limits, ClaimRules {
  readonly attributions: readonly Attribution[];
  readonly inventory: Inventory;
  readonly runId: string | null;
  /** Names of the clusters in question. */
  readonly clusters: readonly string[];
  /** The cloud's time, ISO 8601. */
  readonly now: string;
}

/** What goes, in which order and why; and what stays although it looked like ours, and why. Pure. */
export function planClean(input: PlanInput): CleanPlan {
  const index = createIndex(input.inventory);
  const candidates = new Map<string, Candidate>();
  const proofs = new Set(input.attributions.filter(isProved).map((one) => refKey(one.resource)));
  const proved = (ref: Ref): boolean => proofs.has(refKey(ref));
  for (const attribution of input.attributions) {
    const { resource, verdict } = attribution;
    if (verdict === 'ours') candidates.set(refKey(resource), { attribution, place: placeOf(resource, index, proved) });
  }
  const otherNames = new Set(input.attributions.filter(namesAnother).map((one) => refKey(one.resource)));
  const sides = {
    ours: (one: { kind: string; id: string }) => candidates.has(refKey(one)),
    named: (one: { kind: string; id: string }) => otherNames.has(refKey(one)),
  };
  const staying = stays(candidates, index, sides, input, beforehand(candidates, input));
  const going = new Map([...candidates].filter(([key]) => !staying.has(key)));
  const { placed, circular } = sequence(going);
  const ours = new Set(
    placed.flatMap(({ candidate: { attribution, place } }) => [
      refKey(attribution.resource),
      ...(place.routes ?? []).map(routeKey),
    ]),
  );
  const unasked = unseen(input.ledger ?? [], input.clusters, input.inventory);
  const kept: Kept[] = [
    ...unasked,
    ...[...staying].flatMap(([key, stay]) => keptOf(candidates.get(key)?.attribution, stay.why, stay.leftover, stay)),
    ...circular.flatMap(({ attribution }) => keptOf(attribution, 'it waits for itself', true)),
    ...input.attributions.flatMap((one) =>
      one.verdict === 'ours' ? [] : keptOf(one, whyNotOurs(one), isLeftBehind(one), hidden(one, input.inventory)),
    ),
  ];
  const decided = {
    steps: withStrips(
      [...placed].sort(byWave).flatMap((one) => stepOf(one, ours, index)),
      strips(
        input.attributions.filter((one) => mayStrip(input, one.resource)),
        index,
        { all: new Set(candidates.keys()), going: ours },
        input.clusters[0] ?? '',
      ),
    ).map((step, at) => ({ seq: at + 1, ...step })),
    kept: kept.sort((a, b) => compare(refKey(a.target), refKey(b.target))),
  };
  const body = {
    version: 1,
    runId: input.runId,
    clusters: input.clusters,
    projectId: input.inventory.projectId,
    madeAt: input.now,
    expiresAt: new Date(Date.parse(input.now) + VALID_MS).toISOString(),
    ...decided,
    volumes: consideredVolumes(input.attributions, decided, index, input, knownClaims(input.ledger)),
    causes: causesOf(input.attributions, index),
    unknown: [...new Set([...unknownKinds(input.inventory), ...unasked.map((one) => one.target.kind)])],
    notLookedAt: input.inventory.notLookedAt,
    restricted: input.restricted ?? null,
  } as const;
  return { ...body, sha256: sha256(body) };
}

function stepOf(
  { candidate, after, with: whole }: Placed,
  ours: ReadonlySet<string>,
  index: Index,
): Omit<Step, 'seq'>[] {
  const { attribution, place } = candidate;
  const reasons = because(attribution.evidence);
  if (reasons === undefined) return [];
  const notBefore = graceOf(attribution.resource, index);
  const parts = place.do === 'delete' ? alongside(attribution.resource) : [];
  return [
    {
      do: place.do,
      target: targetOf(attribution),
      ...(place.from === undefined || (place.do === 'delete' && whole !== undefined) ? {} : { from: place.from }),
      ...(whole === undefined ? {} : { with: whole }),
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(parts.length === 0 ? {} : { alongside: parts }),
      ...(place.routes === undefined ? {} : { routes: place.routes }),
      fingerprint: fingerprint(attribution.resource, ours),
      because: reasons,
      after,
    },
  ];
}

function keptOf(
  attribution: Attribution | undefined,
  why: string | undefined,
  leftover: boolean,
  stay: Partial<Stay> = {},
): Kept[] {
  if (attribution === undefined || why === undefined) return [];
  const behind = stay.behind === undefined ? {} : { behind: stay.behind };
  const unlisted = stay.unlisted === undefined ? {} : { unlisted: stay.unlisted };
  const forbidden = stay.forbidden === undefined ? {} : { forbidden: stay.forbidden };
  const because = { ...behind, ...unlisted, ...forbidden };
  return [{ target: targetOf(attribution), why, leftover, ...because, evidence: attribution.evidence }];
}

/** Nothing speaks against it but that a list failed, which might show whose it is. */
function hidden(one: Attribution, inventory: Inventory): Partial<Stay> {
  const unlisted = isLeftBehind(one) && isBlind(inventory) && one.evidence.every(({ side }) => side === 'for');
  return unlisted ? { unlisted } : {};
}

function targetOf({ resource, cluster }: Attribution): Target {
  return { kind: resource.kind, id: resource.id, name: resource.name, cluster: cluster ?? '' };
}

function isProved(attribution: Attribution): boolean {
  return attribution.evidence.some((one) => one.strength === 'strong');
}

function byWave(a: Placed, b: Placed): number {
  const [left, right] = [a.candidate.attribution.resource, b.candidate.attribution.resource];
  return (
    a.wave - b.wave ||
    KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind) ||
    compare(left.name, right.name) ||
    compare(left.id, right.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Kinds whose listing failed. */
function unknownKinds(inventory: Inventory): readonly Inventory['gaps'][number]['kind'][] {
  return [...new Set(inventory.gaps.map((gap) => gap.kind))];
}
