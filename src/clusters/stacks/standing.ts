import * as z from 'zod';
import type { KubeObject } from '../../kubernetes/kube.ts';

/** What of a cluster stands on its management cluster, as read at one moment. */
export interface Seen {
  readonly cluster: KubeObject | undefined;
  readonly infrastructure: readonly KubeObject[];
  readonly machines: readonly KubeObject[];
  readonly infraMachines: readonly KubeObject[];
  /** The OpenStackServers of the machines, from CAPO 0.11: why there is no server stands there. */
  readonly servers: readonly KubeObject[];
}

/** How far a cluster has come, in numbers and in words. */
export interface Standing {
  readonly done: number;
  readonly total: number;
  readonly says: string;
  /** Its API may be spoken to. */
  readonly initialised: boolean;
  /** All its machines run. */
  readonly complete: boolean;
  /** A controller has given up, and says why. */
  readonly failed: string | undefined;
}

const Condition = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(''),
  message: z.string().default(''),
});
const WithStatus = z.looseObject({
  status: z
    .looseObject({
      phase: z.string().exactOptional(),
      ready: z.boolean().exactOptional(),
      nodeRef: z.looseObject({}).nullable().exactOptional(),
      failureMessage: z.string().nullable().exactOptional(),
      conditions: z.array(Condition).default([]),
    })
    .default({ conditions: [] }),
});

const CONTROL_PLANE = 'cluster.x-k8s.io/control-plane';

/** Reads how far a cluster with so many machines has come (Cluster API 1.10, contract v1beta1). Pure. */
export function standing(seen: Seen, wanted: { readonly controlPlanes: number; readonly workers: number }): Standing {
  const { cluster, infrastructure, machines, infraMachines, servers } = seen;
  const controlPlanes = machines.filter((one) => CONTROL_PLANE in (one.metadata.labels ?? {}));
  const workers = machines.filter((one) => !(CONTROL_PLANE in (one.metadata.labels ?? {})));
  const network = infrastructure.some((one) => statusOf(one).ready === true);
  const [up, joined] = [controlPlanes.filter(runs).length, workers.filter(runs).length];
  const total = 1 + wanted.controlPlanes + wanted.workers;
  const done = (network ? 1 : 0) + up + joined;
  const waiting = machines.filter((one) => !runs(one));
  const failed = [...(cluster === undefined ? [] : [cluster]), ...infrastructure, ...infraMachines]
    .map((one) => statusOf(one).failureMessage ?? undefined)
    .find((message) => message !== undefined);
  const initialised = cluster !== undefined && isTrue(cluster, 'ControlPlaneInitialized');
  const complete = up >= wanted.controlPlanes && joined >= wanted.workers && waiting.length === 0;
  return { done, total, says: words(), initialised, complete, failed };

  function words(): string {
    if (!network) {
      const why = whyNot(infrastructure[0]) ?? topologyLack(cluster) ?? 'begun';
      return `network and load balancer of the API: ${why}`;
    }
    const numbers = `${up} of ${wanted.controlPlanes} control planes, ${joined} of ${wanted.workers} workers`;
    const [first] = waiting;
    if (first === undefined) return `${numbers}${nextLack()}`;
    const { name } = first.metadata;
    const [server, infra] = [servers, infraMachines].map((all) => all.find((one) => one.metadata.name === name));
    const why = whyNot(server) ?? whyNot(infra) ?? whyNot(first) ?? statusOf(first).phase ?? 'begun';
    return `${numbers}; ${name} waits: ${why}`;
  }

  /** Control planes are made one after the other: the next one waits until those that run are healthy, and says nothing itself. */
  function nextLack(): string {
    if (controlPlanes.length >= wanted.controlPlanes) return '';
    const ill = controlPlanes.find((one) => whyNot(one) !== undefined);
    return ill === undefined ? '' : `; the next control plane waits for ${ill.metadata.name}: ${whyNot(ill)}`;
  }
}

function runs(machine: KubeObject): boolean {
  const { phase, nodeRef } = statusOf(machine);
  return phase === 'Running' && nodeRef !== undefined && nodeRef !== null;
}

/** The first thing that an object says it is waiting for. Pure. */
export function whyNot(object: KubeObject | undefined): string | undefined {
  if (object === undefined) return undefined;
  const bad = statusOf(object).conditions.filter((one) => one.status === 'False');
  const telling = bad.find((one) => one.type !== 'Ready') ?? bad[0];
  if (telling === undefined) return undefined;
  return short(telling.message === '' ? telling.reason : telling.message);
}

/** Why nothing is made at all: the ClusterClass cannot be used (cluster-api api/v1beta1/condition_consts.go). */
function topologyLack(cluster: KubeObject | undefined): string | undefined {
  const conditions = cluster === undefined ? [] : statusOf(cluster).conditions;
  const lack = conditions.find(
    ({ type, status, reason }) => type === 'TopologyReconciled' && status === 'False' && UNUSABLE.has(reason),
  );
  return lack === undefined ? undefined : short(lack.message === '' ? lack.reason : lack.message);
}

const UNUSABLE: ReadonlySet<string> = new Set(['TopologyReconcileFailed', 'ClusterClassNotReconciled']);

const LONGEST = 160;

/** What OpenStack said, where it is quoted whole with the request before it (gophercloud errors.go). */
const QUOTED = /"message": *"((?:[^"\\]|\\.)+)"/;

function short(text: string): string {
  const line = (QUOTED.exec(text)?.[1] ?? text).replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line;
}

/** True when the object has this condition, and it holds. */
function isTrue(object: KubeObject, type: string): boolean {
  return statusOf(object).conditions.some((one) => one.type === type && one.status === 'True');
}

function statusOf(object: KubeObject): z.output<typeof WithStatus>['status'] {
  const read = WithStatus.safeParse(object);
  return read.success ? read.data.status : { conditions: [] };
}
