import { fits, saysShortage } from '../admission/fits.ts';
import { BOOK_DEMAND, TICKET_DEMAND } from '../admission/leaseDemand.ts';
import type { RunConfig } from '../config/config.ts';
import { addDemands, demandOf, type Demand, type Quotas } from '../model/demand.ts';
import { TroikaError } from '../model/error.ts';
import { clusterName } from '../model/names.ts';
import { flavors } from '../openstack/lookup.ts';
import type { Session } from '../openstack/session.ts';
import type { Member } from './lifeParts.ts';
import { NO_CONTROLLERS } from './leases/silence.ts';
import { controllersOf } from './managementOf.ts';
import { bindProvisioner, bindSuite } from './registry.ts';
import type { Tools } from './tools.ts';

/** The clusters of a run with their names, demand and suites bound. Reads the flavors' sizes; writes nothing. */
export async function prepareMembers(
  config: RunConfig,
  runId: string,
  session: Session,
  tools: Tools,
): Promise<readonly Member[]> {
  const sizes = new Map((await flavors(session, tools.interrupts.work)).map((flavor) => [flavor.name, flavor]));
  const controllers = await Promise.all(config.clusters.map((cluster) => controllersOf(cluster, tools)));
  return config.clusters.map((cluster, index) => ({
    label: cluster.label,
    cluster: clusterName(runId, index),
    provisioner: bindProvisioner(cluster, sizes),
    controllers: controllers[index] ?? NO_CONTROLLERS,
    suites: cluster.suites.map((suite) => bindSuite(suite, tools)),
  }));
}

export function reserveOf(config: RunConfig): Demand {
  return demandOf((name) => config.reserve[name] ?? 0);
}

/**
 * Refuses at once what can never fit into the project's limits, all clusters and sums in one message.
 * @throws TroikaError `refused`
 */
export function refuseNever(
  members: readonly { readonly label: string; readonly provisioner: { readonly demand: Demand } }[],
  quotas: Quotas,
  reserve: Demand,
): void {
  const lines = members.flatMap((member) => {
    const demand = addDemands(member.provisioner.demand, TICKET_DEMAND, BOOK_DEMAND);
    const answer = fits({ quotas, granted: [], reserve, demand });
    return answer.answer === 'never' ? [`${member.label}: ${answer.short.map(saysShortage).join('; ')}`] : [];
  });
  if (lines.length === 0) return;
  throw new TroikaError('refused', `these clusters can never fit into the project:\n  ${lines.join('\n  ')}`, {
    hint: 'Ask for smaller clusters, or have the quota raised.',
  });
}
