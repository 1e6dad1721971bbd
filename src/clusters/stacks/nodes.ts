import * as z from 'zod';
import type { KubeObject } from '../../kubernetes/kube.ts';

/** The taint that a node has until the cloud controller manager has looked at it (kubernetes/cloud-provider api/well_known_taints.go). */
const UNINITIALISED = 'node.cloudprovider.kubernetes.io/uninitialized';

const Node = z.looseObject({
  spec: z.looseObject({ taints: z.array(z.looseObject({ key: z.string() })).default([]) }).default({ taints: [] }),
  status: z
    .looseObject({ conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).default([]) })
    .default({ conditions: [] }),
});

/** Why nodes cannot be used yet; undefined when all of them can, and there are as many as wanted. Pure. */
export function nodesLack(nodes: readonly KubeObject[], wanted: number): string | undefined {
  const bad = nodes.flatMap((node) => {
    const lack = lackOf(node);
    return lack === undefined ? [] : [`${node.metadata.name} ${lack}`];
  });
  const few = nodes.length < wanted ? [`${nodes.length} of ${wanted} nodes are there`] : [];
  const all = [...few, ...bad];
  return all.length === 0 ? undefined : all.join(', ');
}

function lackOf(node: KubeObject): string | undefined {
  const { spec, status } = Node.parse(node);
  if (spec.taints.some((taint) => taint.key === UNINITIALISED))
    return 'waits for the cloud controller manager to initialise it';
  return status.conditions.some((one) => one.type === 'Ready' && one.status === 'True') ? undefined : 'is not Ready';
}
