import type { HandedOver } from '../../model/event.ts';
import type { Ref } from '../../model/resource.ts';
import { copiesOf, volumeOf } from '../sightings.ts';
import { called, type Claim, type Content, type Survey, type Volume } from './objects.ts';
import type { DrainPolicy, Kept } from './policy.ts';
import type { Stay } from './staying.ts';
import { deletions, type Stage, type Step } from './step.ts';

/** What becomes of claims, volumes and snapshots. */
export interface VolumesToGo {
  readonly stages: readonly Stage[];
  /** Claims that go. */
  readonly claims: readonly Claim[];
  readonly kept: readonly Kept[];
  readonly handedOver: readonly HandedOver[];
  /** What must be gone from OpenStack afterwards. */
  readonly gone: readonly Ref[];
}

/**
 * Claims, volumes and snapshots, in the order in which they can go. What is retained is handed over, or where it may go
 * too it is released first: a volume whose policy changes after its claim is gone may have been left already. Pure.
 */
export function volumesToGo(survey: Survey, policy: DrainPolicy, staying: ReadonlyMap<string, Stay>): VolumesToGo {
  const claims = survey.claims.filter(({ uid }) => !staying.has(uid));
  const volumes = survey.volumes
    .filter(({ uid }) => !policy.before.has(uid))
    .map((volume) => ({ thing: volume, fate: fateOf(volume, staying.get(volume.claim?.uid ?? ''), policy) }));
  const contents = survey.contents
    .filter(({ uid }) => !policy.before.has(uid))
    .map((content) => ({ thing: content, fate: fateOf(content, staying.get(content.snapshot ?? ''), policy) }));
  const going = volumes.flatMap(({ thing, fate }) => (fate.is === 'goes' ? [thing] : []));
  const goingContents = contents.flatMap(({ thing, fate }) => (fate.is === 'goes' ? [thing] : []));
  const both = [...volumes, ...contents];
  const copied = claims.filter((claim) => claim.copied);
  const own = claims.filter((claim) => !claim.copied);
  return {
    claims,
    stages: [
      {
        name: 'retained',
        steps: going.filter(({ policy: now }) => now === 'Retain').map((volume) => release(volume)),
        awaits: [],
      },
      {
        name: 'restored',
        steps: deletions(copied, 'what it was copied from may not go before it'),
        awaits: [...copied, ...going.filter((volume) => copied.some(({ uid }) => uid === volume.claim?.uid))],
      },
      snapshotStage(survey, goingContents, staying),
      {
        name: 'claims',
        steps: deletions(own, 'its volume goes with it'),
        awaits: [...own, ...going.filter((volume) => !copied.some(({ uid }) => uid === volume.claim?.uid))],
      },
    ],
    kept: both.flatMap(({ thing, fate }) => (fate.is === 'kept' ? [{ what: called(thing), ...fate.kept }] : [])),
    handedOver: both.flatMap(({ thing, fate }) => (fate.is === 'handedOver' ? handOver(thing, fate.why) : [])),
    gone: [...going.flatMap(volumeOf), ...goingContents.flatMap(copiesOf)],
  };
}

type Fate =
  | { readonly is: 'goes' }
  | { readonly is: 'handedOver'; readonly why: string }
  | { readonly is: 'kept'; readonly kept: Omit<Kept, 'what'> }
  /** With its claim or snapshot, which says why. */
  | { readonly is: 'stays' };

/** @param owner why its claim or its VolumeSnapshot stays */
function fateOf(thing: Volume | Content, owner: Stay | undefined, policy: DrainPolicy): Fate {
  if (!thing.provisioned) return keptAs('somebody made it by hand: what is behind it was there before', false);
  const unknown = thing.cinderId === undefined;
  if (thing.policy !== 'Delete' && !policy.retained) {
    const why = `its reclaim policy is ${thing.policy}`;
    return unknown ? keptAs(why, false) : { is: 'handedOver', why };
  }
  if (policy.pvc !== 'delete') {
    const why = `the policy for volumes behind claims is ${policy.pvc}`;
    return policy.pvc === 'report' || unknown ? keptAs(why, policy.pvc === 'report') : { is: 'handedOver', why };
  }
  return owner === undefined ? { is: 'goes' } : { is: 'stays' };
}

function keptAs(why: string, leftover: boolean): Fate {
  return { is: 'kept', kept: { why, leftover } };
}

function handOver(thing: Volume | Content, why: string): readonly HandedOver[] {
  const { cinderId: id, name } = thing;
  if (id === undefined) return [];
  const copy = ('copy' in thing ? thing.copy : undefined) ?? 'snapshot';
  return [{ kind: thing.kind === 'persistentVolume' ? 'volume' : copy, id, name, why }];
}

/** Contents go with their VolumeSnapshots; only one that has lost its own is asked for by itself. */
function snapshotStage(survey: Survey, contents: readonly Content[], staying: ReadonlyMap<string, Stay>): Stage {
  const snapshots = survey.snapshots.filter(({ uid }) => !staying.has(uid));
  const alone = contents.filter(({ snapshot }) => !survey.snapshots.some(({ uid }) => uid === snapshot));
  return {
    name: 'snapshots',
    steps: [
      ...contents.filter(({ policy }) => policy === 'Retain').map((content) => release(content)),
      ...deletions(snapshots, 'Cinder deletes no volume that has snapshots'),
      ...deletions(alone, 'its VolumeSnapshot is gone'),
    ],
    awaits: [...snapshots, ...contents],
  };
}

function release(thing: Volume | Content): Step {
  const field = thing.kind === 'persistentVolume' ? 'persistentVolumeReclaimPolicy' : 'deletionPolicy';
  const because = 'what is retained is to go too';
  return { do: 'change', thing, change: { spec: { [field]: 'Delete' } }, because };
}
