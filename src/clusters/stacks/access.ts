import * as z from 'zod';
import { sightingsOfCluster } from './sightings.ts';
import type { Seen } from './standing.ts';

const Endpoint = z.looseObject({
  spec: z.looseObject({ controlPlaneEndpoint: z.looseObject({ host: z.string(), port: z.number() }) }),
});

/** Where the API of a cluster listens, as its Cluster says it. Pure. @throws ZodError when it does not */
export function endpointOf({ cluster }: Seen): string {
  const { host, port } = Endpoint.parse(cluster).spec.controlPlaneEndpoint;
  return `https://${host}:${port}`;
}

const ROLES = new Map([
  ['network', 'network'],
  ['subnet', 'subnet'],
  ['router', 'router'],
  ['loadBalancer', 'apiLoadBalancer'],
]);

/** Ids by role, as Access has them. Pure. */
export function idsOf({ infrastructure }: Seen): Readonly<Record<string, string>> {
  const all = infrastructure.flatMap(sightingsOfCluster);
  return Object.fromEntries(all.flatMap(({ kind, id }) => (ROLES.has(kind) ? [[ROLES.get(kind) ?? kind, id]] : [])));
}
