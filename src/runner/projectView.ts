import { usageOf } from '../admission/usage.ts';
import { namesOf } from '../creators/clusterNames.ts';
import { attribute } from '../forceclean/attribute.ts';
import type { Demand, Quotas } from '../model/demand.ts';
import type { Event } from '../model/event.ts';
import type { Inventory } from '../model/resource.ts';
import { freeAddresses } from '../openstack/freeAddresses.ts';
import { inventory as listAll } from '../openstack/inventory.ts';
import { quotas as readQuotas } from '../openstack/quota.ts';
import type { Session } from '../openstack/session.ts';
import { ledgerOf } from './ledger.ts';

/** One look at the project. The quotas are read after the inventory, as admission/fits.ts asks. */
export interface ProjectView {
  readonly inventory: Inventory;
  readonly quotas: Quotas;
  /** Addresses that the external network has left; undefined where the cloud does not show it. */
  readonly freeAddresses: number | undefined;
  /** What an admitted cluster has made so far. */
  made(cluster: string): Demand;
}

/**
 * One look at the project for an admission: everything that stands, what of it belongs to each admitted cluster, and
 * then the quotas. In this order nothing counts as made that the quotas' use does not show yet.
 */
export async function lookAtProject(
  session: Session,
  externalNetworkId: string,
  admitted: readonly string[],
  events: readonly Event[],
  signal: AbortSignal,
): Promise<ProjectView> {
  const ledger = ledgerOf(events);
  const inventory = await listAll(session, signal);
  const [quotas, free] = await Promise.all([
    readQuotas(session, signal),
    freeAddresses(session, externalNetworkId, signal),
  ]);
  const attributions = attribute({ inventory, clusters: admitted.map(namesOf), ledger });
  return {
    inventory,
    quotas,
    freeAddresses: free,
    made: (cluster) =>
      usageOf(
        attributions.filter((one) => one.verdict === 'ours' && one.cluster === cluster).map((one) => one.resource),
      ),
  };
}
