import type { EventBody } from '../model/event.ts';
import type { ObjectName, ReclaimPolicy } from '../model/evidence.ts';
import type { Content, Service, Survey, Volume } from './drain/objects.ts';

export type Sighting = Extract<EventBody, { type: 'cluster.saw' }>;

/**
 * What a ledger learns from a cluster's own API: the volumes, snapshots and load balancers that its controllers made, with
 * what becomes of them. Nothing that somebody lent to it: a PersistentVolume or snapshot content made by hand, a load
 * balancer whose id a person wrote on a Service. Pure.
 * @param before uids of what stood in the cluster before it was given to us
 */
export function sightings(
  cluster: string,
  survey: Pick<Survey, 'services' | 'volumes' | 'contents'>,
  before: ReadonlySet<string>,
): readonly Sighting[] {
  return [
    ...survey.services.filter(({ uid }) => !before.has(uid)).flatMap(balancerOf),
    ...survey.volumes.filter(({ uid }) => !before.has(uid)).flatMap(volumeOf),
    ...survey.contents.filter(({ uid }) => !before.has(uid)).flatMap(copiesOf),
  ].map((seen) => ({ type: 'cluster.saw', cluster, ...seen }));
}

type Seen = Omit<Sighting, 'type' | 'cluster'>;

/** The load balancer of a Service. */
export function balancerOf({ loadBalancerId, namespace, name, uid }: Service): readonly Seen[] {
  return loadBalancerId === undefined
    ? []
    : [{ kind: 'loadBalancer', id: loadBalancerId, service: { namespace, name, uid } }];
}

/** The Cinder volume of a PersistentVolume that was made for a claim. */
export function volumeOf({ provisioned, cinderId, policy, claim }: Volume): readonly Seen[] {
  if (!provisioned || cinderId === undefined) return [];
  return [{ kind: 'volume', id: cinderId, ...reclaimed(policy), ...(isWhole(claim) ? { claim } : {}) }];
}

/**
 * The Cinder snapshot or backup of a VolumeSnapshotContent. Its handle does not say which it is; where its class is gone it
 * is told as both, since no two things have one id.
 */
export function copiesOf({ provisioned, cinderId, policy, copy }: Content): readonly Seen[] {
  if (!provisioned || cinderId === undefined) return [];
  const kinds = copy === undefined ? (['snapshot', 'backup'] as const) : [copy];
  return kinds.map((kind) => ({ kind, id: cinderId, ...reclaimed(policy) }));
}

function reclaimed(policy: string): { readonly reclaimPolicy?: ReclaimPolicy } {
  return policy === 'Delete' || policy === 'Retain' ? { reclaimPolicy: policy } : {};
}

function isWhole(claim: Partial<ObjectName> | undefined): claim is ObjectName {
  return [claim?.namespace, claim?.name, claim?.uid].every((part) => part !== undefined && part !== '');
}
