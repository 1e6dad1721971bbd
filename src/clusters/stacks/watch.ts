import type { KubeTarget } from '../../kubernetes/kubeconfig.ts';
import type { KubeObject } from '../../kubernetes/kube.ts';
import { openKube, type OpenKube } from '../../kubernetes/open.ts';
import { says } from '../../model/error.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import { markRetained } from '../markRetained.ts';
import type { ProvisionContext, Watching } from '../provisioner.ts';
import { watchWorkload } from '../watchWorkload.ts';
import { OPENSTACK_CLUSTER, OPENSTACK_MACHINE, OPENSTACK_SERVER } from './kinds.ts';
import { sightingsOfCluster, sightingsOfMachine, type Sighting } from './sightings.ts';
import { fetchKubeconfig } from './workload.ts';

/** Between two looks for the cluster's kubeconfig. */
const LOOK_MS = 5000;

export type WatchContext = Omit<ProvisionContext, 'externalNetworkId' | 'cwd' | 'deadline' | 'retained'>;

/** Writes down what the controllers of a cluster make, as the management cluster and its own API tell it, until it is ended. */
export function watchCluster(target: KubeTarget, context: WatchContext): Watching {
  const { cluster, journal, log, session, clock } = context;
  const ending = new AbortController();
  const own = { ...context, signal: AbortSignal.any([context.signal, ending.signal]) };
  const failed = (error: unknown): void => log.warn({ cluster }, `the ledger lacks something: ${says(error)}`);
  const ledger = createLedger(journal, (sighting) => markRetained(session, sighting, own.signal), failed);
  const open: OpenKube[] = [];

  async function watch(): Promise<void> {
    const management = await openKube(target, own);
    open.push(management);
    await Promise.all([watchManagement(management, cluster, ledger), watchOwn(management)]);
  }

  async function watchOwn(management: OpenKube): Promise<void> {
    let kubeconfig: string | undefined;
    while (kubeconfig === undefined) {
      await clock.sleep(LOOK_MS, own.signal);
      // The management cluster may be away for a while.
      kubeconfig = await fetchKubeconfig(management, context).catch(() => undefined);
    }
    const workload = await openKube({ kubeconfig }, own);
    open.push(workload);
    await watchWorkload(workload, cluster, ledger);
  }

  const watching = watch().catch((error: unknown) => {
    if (!own.signal.aborted) failed(error);
  });
  return {
    async end() {
      await ledger.settled();
      ending.abort(new Error('the watch is over'));
      await Promise.all(open.map((kube) => kube.close().catch(failed)));
      await watching;
      await ledger.settled();
    },
  };
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
