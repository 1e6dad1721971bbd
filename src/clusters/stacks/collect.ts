import { join } from 'node:path';
import { writeWhole } from '../../io/files.ts';
import type { ApiKind, Kube } from '../../kubernetes/kube.ts';
import type { KubeTarget } from '../../kubernetes/kubeconfig.ts';
import { openKube } from '../../kubernetes/open.ts';
import { says } from '../../model/error.ts';
import { consoleLog } from '../../openstack/consoleLog.ts';
import type { ProvisionContext } from '../provisioner.ts';
import {
  CLUSTER,
  CONTROL_PLANE,
  EVENT,
  MACHINE,
  MACHINE_DEPLOYMENT,
  MACHINE_SET,
  NODE,
  OPENSTACK_CLUSTER,
  OPENSTACK_MACHINE,
  OPENSTACK_SERVER,
  POD,
} from './kinds.ts';
import { sightingsOfMachine } from './sightings.ts';
import { KUBECONFIG } from './workload.ts';

/** What of a cluster stands on its management cluster; no Secrets. */
const ON_MANAGEMENT: readonly ApiKind[] = [
  CLUSTER,
  CONTROL_PLANE,
  MACHINE_DEPLOYMENT,
  MACHINE_SET,
  MACHINE,
  OPENSTACK_CLUSTER,
  OPENSTACK_MACHINE,
  OPENSTACK_SERVER,
  EVENT,
];
const ON_CLUSTER: readonly ApiKind[] = [NODE, POD, EVENT];

/** Label of the controllers of Cluster API and its providers (cluster-api config/manager, clusterctl). */
const PROVIDERS = 'cluster.x-k8s.io/provider';
const LOG_LINES = 2000;

/**
 * Fetches what helps to understand a failure into `collected/` of the cluster's folder: objects and events of both APIs,
 * logs of the controllers, consoles of the machines. What cannot be had is told there too; nothing is changed.
 */
export async function collectCluster(target: KubeTarget, context: ProvisionContext): Promise<void> {
  const { cluster, folder } = context;
  await attempt(context, 'management', () =>
    withKube(target, context, async (kube) => {
      await saveKinds(kube, ON_MANAGEMENT, { namespace: cluster }, 'management', context);
      await saveControllerLogs(kube, context);
      await saveConsoles(kube, context);
    }),
  );
  await attempt(context, 'cluster', () =>
    withKube({ kubeconfig: join(folder, KUBECONFIG) }, context, (kube) =>
      saveKinds(kube, ON_CLUSTER, {}, 'cluster', context),
    ),
  );
}

async function withKube(
  target: KubeTarget,
  context: ProvisionContext,
  deed: (kube: Kube) => Promise<void>,
): Promise<void> {
  const kube = await openKube(target, context);
  try {
    await deed(kube);
  } finally {
    await kube.close();
  }
}

async function saveKinds(
  kube: Kube,
  kinds: readonly ApiKind[],
  where: { readonly namespace?: string },
  place: string,
  context: ProvisionContext,
): Promise<void> {
  for (const kind of kinds) {
    await attempt(context, `${place}/${kind.plural}`, async () => {
      const objects = await kube.list(kind, where);
      if (objects.length > 0) await save(context, `${place}/${kind.plural}.json`, JSON.stringify(objects, null, 1));
    });
  }
}

async function saveControllerLogs(kube: Kube, context: ProvisionContext): Promise<void> {
  for (const { metadata } of await kube.list(POD, { labels: PROVIDERS })) {
    const { name, namespace = '' } = metadata;
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/log?tailLines=${LOG_LINES}&container=manager`;
    await attempt(context, `controllers/${name}`, async () =>
      save(context, `controllers/${name}.log`, await kube.text(path)),
    );
  }
}

async function saveConsoles(kube: Kube, context: ProvisionContext): Promise<void> {
  for (const object of await kube.list(OPENSTACK_MACHINE, { namespace: context.cluster })) {
    const { name } = object.metadata;
    const server = sightingsOfMachine(object).find((one) => one.kind === 'server')?.id;
    if (server === undefined) continue;
    await attempt(context, `consoles/${name}`, async () =>
      save(context, `consoles/${name}.log`, await consoleLog(context.session, server, context.signal)),
    );
  }
}

/** One thing that cannot be had keeps nobody from the next. */
async function attempt(context: ProvisionContext, what: string, deed: () => Promise<void>): Promise<void> {
  try {
    await deed();
  } catch (error) {
    context.signal.throwIfAborted();
    await save(context, `${what}.missing`, `${says(error)}\n`);
  }
}

function save({ folder, redactor }: ProvisionContext, file: string, text: string): Promise<void> {
  return writeWhole(join(folder, 'collected', file), redactor.redact(text));
}
