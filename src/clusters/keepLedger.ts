import type { KubeTarget } from '../kubernetes/kubeconfig.ts';
import { openKube, type OpenKube } from '../kubernetes/open.ts';
import { says } from '../model/error.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { markRetained } from './markRetained.ts';
import type { ProvisionContext, Watching } from './provisioner.ts';

export type WatchContext = Omit<ProvisionContext, 'externalNetworkId' | 'cwd' | 'deadline' | 'retained'>;

/** What a watch works with. */
export interface WatchTools {
  readonly ledger: Ledger;
  /** Ends with the watch. */
  readonly signal: AbortSignal;
  /** Opens an API, which is closed with the watch. @throws TroikaError usage when the kubeconfig cannot be used */
  open(target: KubeTarget): Promise<OpenKube>;
}

/** Keeps a cluster's ledger beside its life: what `watch` sees goes into the journal. What it lacks is logged, and stops nobody. */
export function keepLedger(context: WatchContext, watch: (tools: WatchTools) => Promise<void>): Watching {
  const { cluster, journal, log, session } = context;
  const ending = new AbortController();
  const signal = AbortSignal.any([context.signal, ending.signal]);
  const failed = (error: unknown): void => log.warn({ cluster }, `the ledger lacks something: ${says(error)}`);
  const ledger = createLedger(journal, (sighting) => markRetained(session, sighting, signal), failed);
  const opened: OpenKube[] = [];

  async function open(target: KubeTarget): Promise<OpenKube> {
    const kube = await openKube(target, { ...context, signal });
    opened.push(kube);
    return kube;
  }

  const watching = watch({ ledger, signal, open }).catch((error: unknown) => {
    if (!signal.aborted) failed(error);
  });
  return {
    async end() {
      await ledger.settled();
      ending.abort(new Error('the watch is over'));
      await watching;
      await Promise.all(opened.map((kube) => kube.close().catch(failed)));
      await ledger.settled();
    },
  };
}
