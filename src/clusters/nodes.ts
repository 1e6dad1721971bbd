import * as z from 'zod';
import type { KubeObject } from '../kubernetes/kube.ts';

/** The taint that a node has until the cloud controller manager has looked at it (kubernetes/cloud-provider api/well_known_taints.go). */
const UNINITIALISED = 'node.cloudprovider.kubernetes.io/uninitialized';

const Condition = z.looseObject({ type: z.string(), status: z.string(), reason: z.string().default('') });
const Node = z.looseObject({
  spec: z.looseObject({ taints: z.array(z.looseObject({ key: z.string() })).default([]) }).default({ taints: [] }),
  status: z.looseObject({ conditions: z.array(Condition).default([]) }).default({ conditions: [] }),
});

/** The nodes that cannot be used yet, each with what it says of that: `worker-1 (KubeletNotReady)`. Pure. */
export function notReady(nodes: readonly KubeObject[]): readonly string[] {
  return nodes.flatMap((node) => {
    const lack = lackOf(node);
    return lack === undefined ? [] : [`${node.metadata.name} (${lack})`];
  });
}

/** Why nodes cannot be used yet; undefined when all of them can, and there are as many as wanted. Pure. */
export function nodesLack(nodes: readonly KubeObject[], wanted: number): string | undefined {
  const bad = notReady(nodes);
  const lacks = [
    ...(nodes.length < wanted ? [`${nodes.length} of ${wanted} nodes are there`] : []),
    ...(bad.length > 0 ? [`not Ready: ${bad.join(', ')}`] : []),
  ];
  return lacks.length === 0 ? undefined : lacks.join('; ');
}

function lackOf(node: KubeObject): string | undefined {
  const { spec, status } = Node.parse(node);
  if (spec.taints.some((taint) => taint.key === UNINITIALISED)) return 'waits for the cloud controller manager';
  const ready = status.conditions.find((one) => one.type === 'Ready');
  if (ready?.status === 'True') return undefined;
  return ready === undefined ? 'it has not said anything' : ready.reason || ready.status;
}
