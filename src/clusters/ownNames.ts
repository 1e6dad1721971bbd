import type { OwnNames } from '../creators/write.ts';

/** The names of a cluster of a run: everything that may be chosen is the cluster's own name. */
export function ownNames(cluster: string): OwnNames {
  return { cluster, namespace: cluster, prefix: cluster };
}
