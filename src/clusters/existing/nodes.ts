import { z } from 'zod';
import type { KubeObject } from '../../kubernetes/kube.ts';

const Status = z
  .object({
    conditions: z.array(z.object({ type: z.string(), status: z.string(), reason: z.string().default('') })).default([]),
  })
  .default({ conditions: [] });

/** The nodes that are not Ready, each with what it says of that: `worker-1 (KubeletNotReady)`. Pure. */
export function notReady(nodes: readonly KubeObject[]): readonly string[] {
  return nodes.flatMap(({ metadata, status }) => {
    const ready = Status.parse(status).conditions.find(({ type }) => type === 'Ready');
    if (ready?.status === 'True') return [];
    return [`${metadata.name} (${ready === undefined ? 'it has not said anything' : ready.reason || ready.status})`];
  });
}
