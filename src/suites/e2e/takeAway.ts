import type { Clock } from '../../io/clock.ts';
import type { KubeDeeds } from '../../kubernetes/journalled.ts';
import type { ApiKind, Kube, KubeObject, ObjectRef } from '../../kubernetes/kube.ts';
import { says } from '../../model/error.ts';
import { NAMESPACES } from './kinds.ts';
import { within } from './limit.ts';
import { E2E_RUN } from './testRuns.ts';

/** Something that stands and is to go. */
export interface Trace {
  readonly kind: ApiKind;
  readonly object: KubeObject;
}

/** Looks for what still stands of some sort. */
export type Find = () => Promise<readonly Trace[]>;

const PAUSE_MS = 500;

/**
 * Takes away what is found, in its order, and waits until nothing is found any more. Ends with the signal at the latest.
 * @returns what is left, in words
 */
export async function takeAway(
  finds: readonly Find[],
  deeds: KubeDeeds,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const asked = new Set<string>();
  for (;;) {
    const left = new Set<string>();
    for (const find of finds) {
      try {
        for (const { kind, object } of await within(find(), signal)) {
          const { metadata } = object;
          left.add(`${kind.plural} ${metadata.name}`);
          if (metadata.deletionTimestamp !== undefined || asked.has(metadata.uid)) continue;
          await within(deeds.remove(kind, metadata, metadata), signal);
          asked.add(metadata.uid);
        }
      } catch (error) {
        left.add(`what cannot be seen (${says(error)})`);
      }
      if (signal.aborted && left.size > 0) return [...left];
    }
    if (left.size === 0) return [];
    await clock.sleep(PAUSE_MS, signal).catch(() => undefined);
    if (signal.aborted) return [...left];
  }
}

/** Finds an object by its name. */
export function named(kube: Kube, kind: ApiKind, ref: ObjectRef): Find {
  return async () => {
    const object = await kube.get(kind, ref);
    return object === undefined ? [] : [{ kind, object }];
  };
}

/** Finds objects by their labels. */
export function labelled(kube: Kube, kind: ApiKind, labels: string): Find {
  return async () => (await kube.list(kind, { labels })).map((object) => ({ kind, object }));
}

/** Finds the namespaces of tests by the ids of their processes. */
export function ofTestRuns(kube: Kube, runs: readonly string[]): readonly Find[] {
  return runs.map((run) => labelled(kube, NAMESPACES, `${E2E_RUN}=${run}`));
}

/** How a runner's words go on where something is left. */
export function saysOfLeft(left: readonly string[]): string | undefined {
  return left.length === 0 ? undefined : `it left in the cluster: ${left.join(', ')}`;
}
