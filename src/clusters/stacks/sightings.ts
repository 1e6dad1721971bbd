import * as z from 'zod';
import type { KubeObject } from '../../kubernetes/kube.ts';
import type { Kind } from '../../model/resource.ts';

/** A thing in the cloud that a controller says is the cluster's. */
export interface Sighting {
  readonly kind: Kind;
  readonly id: string;
}

/** Empty while a controller has begun and has made nothing yet (CAPO controllers/openstackcluster_controller.go). */
const Id = z.looseObject({ id: z.string().default('') });
const Maybe = Id.nullable().optional();

const Cluster = z.looseObject({
  spec: z
    .looseObject({
      /** Given ones are the user's own: CAPO makes a network only where it is told which subnets to make. */
      managedSubnets: z.array(z.unknown()).default([]),
      nodeCidr: z.string().exactOptional(),
      router: z.unknown().optional(),
    })
    .default({ managedSubnets: [] }),
  status: z
    .looseObject({
      network: Id.extend({ subnets: z.array(Id).default([]) }).optional(),
      router: Maybe,
      apiServerLoadBalancer: Maybe,
      controlPlaneSecurityGroup: Maybe,
      workerSecurityGroup: Maybe,
      bastionSecurityGroup: Maybe,
    })
    .default({}),
});

/**
 * What an OpenStackCluster tells of its cloud side, lent things left out (CAPO v0.12.1 api/v1beta1
 * openstackcluster_types.go; v0.9.0 api/v1alpha7). Pure; nothing where the object cannot be read.
 */
export function sightingsOfCluster(object: KubeObject): readonly Sighting[] {
  const read = Cluster.safeParse(object);
  if (!read.success) return [];
  const { spec, status } = read.data;
  const managed = spec.managedSubnets.length > 0 || (spec.nodeCidr ?? '') !== '';
  const groups = [status.controlPlaneSecurityGroup, status.workerSecurityGroup, status.bastionSecurityGroup];
  return [
    ...(managed ? of('network', status.network) : []),
    ...(managed ? (status.network?.subnets ?? []).flatMap((one) => of('subnet', one)) : []),
    ...(managed && spec.router === undefined ? of('router', status.router) : []),
    ...of('loadBalancer', status.apiServerLoadBalancer),
    ...groups.flatMap((one) => of('securityGroup', one)),
  ];
}

function of(kind: Kind, one: { readonly id: string } | null | undefined): readonly Sighting[] {
  const id = one?.id ?? '';
  return id === '' ? [] : [{ kind, id }];
}

const Machine = z.looseObject({
  spec: z.looseObject({ instanceID: z.string().exactOptional() }).default({}),
  status: z
    .looseObject({
      instanceID: z.string().exactOptional(),
      resources: z.looseObject({ ports: z.array(Id).default([]) }).exactOptional(),
    })
    .default({}),
});

/** What an OpenStackMachine or, from CAPO 0.11, an OpenStackServer tells: its server and that one's ports. Pure. */
export function sightingsOfMachine(object: KubeObject): readonly Sighting[] {
  const read = Machine.safeParse(object);
  if (!read.success) return [];
  const { spec, status } = read.data;
  return [
    ...of('server', { id: status.instanceID ?? spec.instanceID ?? '' }),
    ...(status.resources?.ports ?? []).flatMap((one) => of('port', one)),
  ];
}
