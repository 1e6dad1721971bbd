import * as z from 'zod';
import type { KubeObject } from '../kubernetes/kube.ts';
import { conditionsOf } from './conditions.ts';
import { containersOf, podSentences } from './podSentences.ts';

/** One log to be fetched. */
export interface LogWish {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Empty where the pod is on none: then there is no log. */
  readonly node: string;
  /** Of the container before it was started again. */
  readonly previous: boolean;
}

/** Logs of one API; more of them tell no more. */
const MOST = 80;

const Spec = z.looseObject({ nodeName: z.string().default('') });

/**
 * Which logs are fetched, in this order: those on nodes that answer first, and there those of pods with which something is
 * wrong. Pure. @returns also how many are left out
 */
export function planLogs(
  pods: readonly KubeObject[],
  nodes: readonly KubeObject[],
): { readonly wishes: readonly LogWish[]; readonly left: number } {
  const silent = new Set(
    nodes
      .filter((node) => conditionsOf(node).find(({ type }) => type === 'Ready')?.status !== 'True')
      .map(({ metadata }) => metadata.name),
  );
  const wishes = pods.flatMap((pod) => {
    const node = Spec.safeParse(pod.spec).data?.nodeName ?? '';
    const rank = (silent.has(node) ? 2 : 0) + (podSentences(pod).length > 0 ? 0 : 1);
    const { name, namespace = '' } = pod.metadata;
    if (node === '') return [];
    return containersOf(pod).flatMap(({ name: container, restarts }) =>
      (restarts > 0 ? [true, false] : [false]).map((previous) => ({
        rank,
        wish: { namespace, pod: name, container, node, previous },
      })),
    );
  });
  const sorted = wishes.sort((a, b) => a.rank - b.rank).map(({ wish }) => wish);
  return { wishes: sorted.slice(0, MOST), left: Math.max(0, sorted.length - MOST) };
}
