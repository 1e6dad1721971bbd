import { join, resolve } from 'node:path';
import type { ClusterStacksSpec } from '../../config/clusterStacksSpec.ts';
import { openKube } from '../../kubernetes/open.ts';
import type { Access, Provisioner, ProvisionContext } from '../provisioner.ts';
import { demandOf, namesOf } from './demand.ts';
import { takeDown } from './down.ts';
import { expectedOf } from './expected.ts';
import { controllerLogin } from './login.ts';
import { checkManagement } from './site.ts';
import { readStackFolder } from './stackFolder.ts';
import { managementTarget } from './managementTarget.ts';
import { placesOf } from './places.ts';
import { makeCluster, type Made } from './up.ts';
import { watchCluster } from './watch.ts';
import { KUBECONFIG } from './workload.ts';
import { endpointOf, idsOf } from './access.ts';

/** Brings a cluster up on a management cluster, by a ClusterClass of a stack's folder. */
export const clusterStacks: Provisioner<ClusterStacksSpec> = {
  name: 'cluster-stacks',
  demand: demandOf,
  names: namesOf,
  async check(spec, context) {
    await readStackFolder(resolve(context.cwd, spec.stack));
    const management = await openKube(managementTarget(spec, context), context);
    try {
      await checkManagement(management);
    } finally {
      await management.close();
    }
  },
  async up(spec, context) {
    const stack = await readStackFolder(resolve(context.cwd, spec.stack));
    const management = await openKube(managementTarget(spec, context), context);
    try {
      const login = await controllerLogin(context);
      return accessOf(spec, context, await makeCluster({ spec, stack, login, management, context }));
    } finally {
      await management.close();
    }
  },
  watch: (spec, context) => watchCluster(managementTarget(spec, context), context),
  async places(spec, context) {
    return placesOf(context.cluster, managementTarget(spec, context), { kubeconfig: join(context.folder, KUBECONFIG) });
  },
  down: (spec, context, again) => takeDown(managementTarget(spec, context), context, again),
};

function accessOf(spec: ClusterStacksSpec, { cluster }: ProvisionContext, { seen, kubeconfig }: Made): Access {
  return {
    cluster,
    ids: idsOf(seen),
    endpoint: endpointOf(seen),
    kubeconfig,
    expected: expectedOf(cluster, seen, spec.rootVolumeGiB > 0),
  };
}
