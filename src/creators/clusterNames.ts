/** Everything by which a cluster's texts are known. */
export interface ClusterNames {
  readonly cluster: string;
  /** The namespaces it may live in: the cluster's own name, and `default` for V1 before R5. */
  readonly namespaces: readonly string[];
  /** Prefix of its V1 management host. */
  readonly prefix: string;
}

/**
 * The texts that a cluster's name alone gives: its namespace is the same text (V1 before R5: `default`), and so is V1's
 * prefix (k8s-cluster-api-provider playbooks/e2e.yaml).
 */
export function namesOf(cluster: string): ClusterNames {
  return { cluster, namespaces: [cluster, 'default'], prefix: cluster };
}
