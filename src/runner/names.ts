import type { ClusterNames } from '../creators/recognise.ts';

/**
 * The texts that a cluster's name alone gives: its namespace is the same text (V1 before R5: `default`), and so is V1's
 * prefix (k8s-cluster-api-provider playbooks/e2e.yaml).
 */
export function namesOf(cluster: string): ClusterNames {
  return { cluster, namespaces: [cluster, 'default'], prefix: cluster };
}
