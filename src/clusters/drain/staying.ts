import { isController } from './controllers.ts';
import { familiesOf } from './families.ts';
import { called, type Claim, type Runner, type Snapshot, type Survey, type Thing, type Volume } from './objects.ts';
import type { DrainPolicy } from './policy.ts';

/** Why an object is left alone. */
export interface Stay {
  readonly why: string;
  /** Against our will. */
  readonly leftover: boolean;
  /** It stood before the cluster was given to us, or hangs on what did: none of our business. */
  readonly before: boolean;
}

/**
 * Which Services, Gateways, workloads, pods, claims and snapshots stay, by uid, each with its reason. Whoever owns something
 * that stays, stays, since it would take it along; so does what it owns; so does a claim in use. Pure.
 */
export function stayingOf(survey: Survey, policy: DrainPolicy): ReadonlyMap<string, Stay> {
  const staying = new Map<string, Stay>();
  const families = familiesOf(survey);
  for (const [thing, stay] of first(survey, policy)) if (!staying.has(thing.uid)) staying.set(thing.uid, stay);
  for (let size = -1; size !== staying.size;) {
    size = staying.size;
    for (const family of families) spread(family, staying);
    for (const [claim, stay] of claimsHeld(survey, staying)) if (!staying.has(claim.uid)) staying.set(claim.uid, stay);
  }
  return staying;
}

/** Reasons that need no other. */
function first(survey: Survey, policy: DrainPolicy): readonly (readonly [Thing, Stay])[] {
  const { services, gateways, runners, claims, snapshots } = survey;
  const before = [...services, ...gateways, ...runners, ...claims, ...snapshots]
    .filter(({ uid }) => policy.before.has(uid))
    .map((thing) => [thing, BEFORE] as const);
  return [
    ...before,
    ...runners.flatMap((runner) => pairOf(runner, whyRuns(runner))),
    ...claims.flatMap((claim) => pairOf(claim, whyClaimed(claim, survey, policy))),
    ...snapshots.flatMap((snapshot) => pairOf(snapshot, whyCopied(snapshot, survey, policy))),
  ];
}

const BEFORE: Stay = { why: 'it stood before', leftover: false, before: true };

function pairOf(thing: Thing, stay: Stay | undefined): readonly (readonly [Thing, Stay])[] {
  return stay === undefined ? [] : [[thing, stay]];
}

function whyRuns(runner: Runner): Stay | undefined {
  if (runner.mirror) return { why: 'its node runs it, whatever the API says', leftover: false, before: false };
  if (!isController(runner)) return undefined;
  return { why: 'what is to go needs it until the end', leftover: false, before: false };
}

function whyClaimed(claim: Claim, survey: Survey, policy: DrainPolicy): Stay | undefined {
  const volume = survey.volumes.find((one) => one.name === claim.volume);
  if (volume !== undefined && policy.before.has(volume.uid)) return { ...BEFORE, why: 'its volume stood before' };
  return whyKept(policy) ?? whySource(volume, survey, policy);
}

/** Cinder deletes no volume that has snapshots (cinder/volume/api.py:485-499), so its deletion would hang. */
function whySource(volume: Volume | undefined, survey: Survey, policy: DrainPolicy): Stay | undefined {
  if (volume?.cinderId === undefined || volume.policy !== 'Delete' || policy.retained) return undefined;
  const snapshots = survey.contents.filter(({ copy: what }) => what !== 'backup');
  const copy = snapshots.find((one) => one.policy === 'Retain' && one.sourceVolume === volume.cinderId);
  if (copy === undefined) return undefined;
  const why = `${called(copy)} of its volume is retained, and Cinder deletes no volume that has snapshots`;
  return { why, leftover: true, before: false };
}

/** A snapshot that was there before goes with its VolumeSnapshot where the policy is Delete, and is not ours to delete. */
function whyCopied(snapshot: Snapshot, survey: Survey, policy: DrainPolicy): Stay | undefined {
  const content = survey.contents.find((one) => one.name === snapshot.content);
  if (content !== undefined && policy.before.has(content.uid)) return { ...BEFORE, why: 'its content stood before' };
  if (content !== undefined && !content.provisioned && content.policy === 'Delete')
    return { why: 'its snapshot was there before, and would go with it', leftover: false, before: false };
  return whyKept(policy);
}

function whyKept({ pvc }: DrainPolicy): Stay | undefined {
  if (pvc === 'delete') return undefined;
  return { why: `the policy for volumes behind claims is ${pvc}`, leftover: pvc === 'report', before: false };
}

function spread(family: readonly Thing[], staying: Map<string, Stay>): void {
  const held = family.find(({ uid }) => staying.has(uid));
  const stay = held === undefined ? undefined : staying.get(held.uid);
  if (held === undefined || stay === undefined) return;
  for (const { uid } of family) {
    if (!staying.has(uid)) staying.set(uid, { ...stay, why: `belongs together with ${called(held)}: ${stay.why}` });
  }
}

/** Claims of pods that stay would hang for ever. */
function claimsHeld(survey: Survey, staying: ReadonlyMap<string, Stay>): readonly (readonly [Claim, Stay])[] {
  return survey.claims.flatMap((claim) => {
    const user = usersOf(claim, survey.runners).find(({ uid }) => staying.has(uid));
    const stay = user === undefined ? undefined : staying.get(user.uid);
    if (user === undefined || stay === undefined) return [];
    return [[claim, { ...stay, why: `${called(user)} uses it and stays: ${stay.why}` }] as const];
  });
}

/** Workloads and pods that use a claim. */
export function usersOf(claim: Pick<Claim, 'namespace' | 'name'>, runners: readonly Runner[]): readonly Runner[] {
  return runners.filter((runner) => runner.namespace === claim.namespace && uses(runner, claim.name));
}

function uses({ name, claims, templates }: Runner, claim: string): boolean {
  if (claims.includes(claim)) return true;
  return templates.some((template) => {
    const start = `${template}-${name}-`;
    return claim.startsWith(start) && /^\d+$/.test(claim.slice(start.length));
  });
}
