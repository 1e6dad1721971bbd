import { resolve } from 'node:path';
import type { ClusterStacksSpec } from '../../config/clusterStacksSpec.ts';
import type { KubeTarget } from '../../kubernetes/kubeconfig.ts';
import { TroikaError } from '../../model/error.ts';
import { MANAGEMENT_VARIABLE } from '../../model/names.ts';

/**
 * Where the management cluster of a cluster is: by its configuration, else by the environment.
 * @throws TroikaError usage where neither names a kubeconfig
 */
export function managementTarget(
  { management }: Pick<ClusterStacksSpec, 'management'>,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): KubeTarget {
  const { kubeconfig = env[MANAGEMENT_VARIABLE] ?? '', context } = management;
  if (kubeconfig === '')
    throw new TroikaError('usage', 'nothing names a kubeconfig of the management cluster', {
      hint: `Set clusterStacks.management.kubeconfig, or ${MANAGEMENT_VARIABLE}.`,
    });
  return { kubeconfig: resolve(cwd, kubeconfig), ...(context === undefined ? {} : { context }) };
}
