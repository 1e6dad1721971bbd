import type { ApiKind } from './kube.ts';
import type { KubeTarget } from './kubeconfig.ts';

/** Which namespaces of an API concern a cluster. */
export type Concerns =
  | { readonly is: 'all' }
  | { readonly is: 'named'; readonly names: readonly string[] }
  /** Those named, and all that did not stand `before`, by their uids; undefined where nothing has begun since. */
  | { readonly is: 'since'; readonly names: readonly string[]; readonly before: ReadonlySet<string> | undefined };

/** A Kubernetes API to be looked at when a cluster has failed. */
export interface KubePlace {
  /** A word for it, and its folder: `management`, `cluster`. */
  readonly name: string;
  readonly target: KubeTarget;
  readonly namespaces: Concerns;
  /** Kinds to be looked at there besides those that every API has. */
  readonly kinds: readonly ApiKind[];
  /** A label of controllers that work for the cluster, in whatever namespace. */
  readonly controllers?: string;
}
