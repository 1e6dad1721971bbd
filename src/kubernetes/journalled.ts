import { randomUUID } from 'node:crypto';
import type { Journal } from '../io/journal.ts';
import { says } from '../model/error.ts';
import type { Intent } from '../model/event.ts';
import type { ApiKind, Kube, KubeObject, Manifest, ObjectRef } from './kube.ts';

/** Effects on a Kubernetes API, each written down before it is sent and after its answer. */
export interface KubeDeeds {
  apply(manifest: Manifest): Promise<KubeObject>;
  patch(kind: ApiKind, ref: ObjectRef, change: Readonly<Record<string, unknown>>): Promise<KubeObject>;
  remove(kind: ApiKind, ref: ObjectRef, only?: { readonly uid: string }): Promise<void>;
}

/** @param where a word for the API in its intents: `management`, `workload` */
export function journalled(kube: Kube, cluster: string, where: string, journal: Journal): KubeDeeds {
  const written = async <T>(
    deed: Intent['do'],
    kind: string,
    { name, namespace }: ObjectRef,
    send: () => Promise<T>,
  ): Promise<T> => {
    const intent = `${cluster}/${where}:${randomUUID()}`;
    const about = { cluster, kind } as const;
    const full = namespace === undefined ? name : `${namespace}/${name}`;
    await journal.write({ type: 'intent', intent, do: deed, name: full, ...about });
    try {
      const answer = await send();
      await journal.write({ type: 'outcome', intent, ok: true, ...about });
      return answer;
    } catch (error) {
      await journal.write({ type: 'outcome', intent, ok: false, says: says(error), ...about });
      throw error;
    }
  };
  return {
    apply: (manifest) => written('create', manifest.kind, manifest.metadata, () => kube.apply(manifest)),
    patch: (kind, ref, change) => written('change', kind.plural, ref, () => kube.patch(kind, ref, change)),
    remove: (kind, ref, only) => written('delete', kind.plural, ref, () => kube.remove(kind, ref, only)),
  };
}
