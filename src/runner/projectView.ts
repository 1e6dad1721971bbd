import { usageOf } from '../admission/usage.ts';
import { attribute } from '../forceclean/attribute.ts';
import type { Event } from '../model/event.ts';
import { inventory as listAll } from '../openstack/inventory.ts';
import { quotas as readQuotas } from '../openstack/quota.ts';
import type { Session } from '../openstack/session.ts';
import type { ProjectView } from './admit.ts';
import { ledgerOf } from './ledger.ts';
import { namesOf } from './names.ts';

/**
 * One look at the project for an admission: everything that stands, what of it belongs to each admitted cluster, and
 * then the quotas. In this order nothing counts as made that the quotas' use does not show yet.
 */
export async function lookAtProject(
  session: Session,
  admitted: readonly string[],
  events: readonly Event[],
  signal: AbortSignal,
): Promise<ProjectView> {
  const ledger = ledgerOf(events);
  const inventory = await listAll(session, signal);
  const quotas = await readQuotas(session, signal);
  const attributions = attribute({ inventory, clusters: admitted.map(namesOf), ledger });
  return {
    inventory,
    quotas,
    made: (cluster) =>
      usageOf(
        attributions.filter((one) => one.verdict === 'ours' && one.cluster === cluster).map((one) => one.resource),
      ),
  };
}
