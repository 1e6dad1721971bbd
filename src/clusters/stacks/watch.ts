import type { KubeTarget } from '../../kubernetes/kubeconfig.ts';
import type { KubeObject } from '../../kubernetes/kube.ts';
import type { OpenKube } from '../../kubernetes/open.ts';
import { keepLedger, type WatchContext } from '../keepLedger.ts';
import type { Ledger } from '../ledger.ts';
import type { Watching } from '../provisioner.ts';
import { watchWorkload } from '../watchWorkload.ts';
import { OPENSTACK_CLUSTER, OPENSTACK_MACHINE, OPENSTACK_SERVER } from './kinds.ts';
import { sightingsOfCluster, sightingsOfMachine, type Sighting } from './sightings.ts';
import { fetchKubeconfig } from './workload.ts';

/** Between two looks for the cluster's kubeconfig. */
const LOOK_MS = 5000;

/** Writes down what the controllers of a cluster make, as the management cluster and its own API tell it, until it is ended. */
export function watchCluster(target: KubeTarget, context: WatchContext): Watching {
  const { cluster, clock } = context;
  return keepLedger(context, async ({ ledger, signal, open }) => {
    const management = await open(target);

    async function watchOwn(): Promise<void> {
      let kubeconfig: string | undefined;
      while (kubeconfig === undefined) {
        await clock.sleep(LOOK_MS, signal);
        // The management cluster may be away for a while.
        kubeconfig = await fetchKubeconfig(management, context).catch(() => undefined);
      }
      await watchWorkload(await open({ kubeconfig }), cluster, ledger);
    }

    await Promise.all([watchManagement(management, cluster, ledger), watchOwn()]);
  });
}

async function watchManagement(kube: OpenKube, cluster: string, ledger: Ledger): Promise<void> {
  const told = (all: readonly Sighting[]): void =>
    ledger.saw(all.map((one) => ({ type: 'cluster.saw', cluster, ...one })));
  const kinds = [
    [OPENSTACK_CLUSTER, sightingsOfCluster],
    [OPENSTACK_MACHINE, sightingsOfMachine],
    [OPENSTACK_SERVER, sightingsOfMachine],
  ] as const satisfies readonly (readonly [unknown, (object: KubeObject) => readonly Sighting[]])[];
  await Promise.all(
    kinds.map(([kind, read]) =>
      kube.follow(kind, { namespace: cluster }, (seen) => {
        if (seen.is === 'there') told(read(seen.object));
      }),
    ),
  );
}
