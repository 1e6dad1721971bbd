import type { HandedOver } from '../../model/event.ts';
import { refKey, type Ref } from '../../model/resource.ts';
import { balancerOf } from '../sightings.ts';
import { freezeStage } from './freeze.ts';
import { called, type Survey, type Thing } from './objects.ts';
import type { DrainPolicy, Kept } from './policy.ts';
import { KEEP_ADDRESS } from './reading.ts';
import { stayingOf, type Stay } from './staying.ts';
import { deletions, type Stage } from './step.ts';
import { volumesToGo } from './volumesToGo.ts';
import { workloadStage } from './workloads.ts';

/** What a drain is to do, as plain data. */
export interface DrainPlan {
  /** In order; each is over before the next begins. Stages with nothing to do are there too. */
  readonly stages: readonly Stage[];
  readonly kept: readonly Kept[];
  /** What stays in OpenStack by policy. */
  readonly handedOver: readonly HandedOver[];
  /** What must be gone from OpenStack afterwards. */
  readonly gone: readonly Ref[];
}

/**
 * The order of a drain: who makes things anew is stopped; load balancers go; then what uses claims, since a claim in use
 * stays; what is to be retained and may go is released; copies before the snapshots they were made of, and snapshots before
 * their volumes, since Cinder deletes no volume that has snapshots. PersistentVolumes are never deleted: their provisioner
 * does that, and would leave the volume where it finds the object gone (docs/drain.md). Pure.
 */
export function planDrain(survey: Survey, policy: DrainPolicy): DrainPlan {
  const staying = stayingOf(survey, policy);
  const volumes = volumesToGo(survey, policy, staying);
  const goes = ({ uid }: Thing): boolean => !staying.has(uid);
  const freeze = freezeStage(survey, policy, staying);
  const services = survey.services.filter((service) => service.balanced && goes(service));
  const gateways = survey.gateways.filter(goes);
  return {
    stages: [
      freeze,
      { name: 'gateways', steps: deletions(gateways, 'its controller makes a Service for it'), awaits: gateways },
      balancerStage(services),
      workloadStage(survey, policy, staying, volumes.claims, freeze.awaits),
      ...volumes.stages,
    ],
    kept: [...keptOf(survey, staying), ...volumes.kept],
    handedOver: volumes.handedOver,
    gone: uniqueRefs([...services.flatMap(balancerOf), ...volumes.gone]),
  };
}

/** Load balancers of the system's own namespace last: an ingress controller there may serve the others. */
function balancerStage(services: Survey['services']): Stage {
  const inOrder = [...services].sort((a, b) => Number(isSystem(a)) - Number(isSystem(b)));
  return {
    name: 'loadBalancers',
    steps: inOrder.flatMap((service) => [
      ...(service.keepsAddress && !service.deleting
        ? [
            {
              do: 'change' as const,
              thing: service,
              change: { metadata: { annotations: { [KEEP_ADDRESS]: null } } },
              because: 'its floating IP is to go too',
            },
          ]
        : []),
      ...deletions([service], 'only the cloud controller manager removes its load balancer'),
    ]),
    awaits: services,
  };
}

function isSystem({ namespace }: Thing): boolean {
  return namespace === 'kube-system';
}

/** What would have gone; not what stood before, and not what merely runs. */
function keptOf(survey: Survey, staying: ReadonlyMap<string, Stay>): readonly Kept[] {
  const balanced = survey.services.filter((service) => service.balanced);
  return [...survey.gateways, ...balanced, ...survey.snapshots, ...survey.claims].flatMap((thing) => {
    const stay = staying.get(thing.uid);
    return stay === undefined || stay.before ? [] : [{ what: called(thing), why: stay.why, leftover: stay.leftover }];
  });
}

function uniqueRefs(refs: readonly Ref[]): readonly Ref[] {
  return [...new Map(refs.map(({ kind, id }) => [refKey({ kind, id }), { kind, id }])).values()];
}
