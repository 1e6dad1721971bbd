import { says } from '../model/error.ts';
import type { Spending } from './deadline.ts';
import type { Admitted } from './leases/gate.ts';
import type { LifeTools, Member } from './lifeParts.ts';
import { phase } from './phase.ts';
import { giveBack } from './teardown.ts';

/** Waits for a slot. @throws what the desk throws, having given back what was granted by then */
export async function enter(member: Member, tools: LifeTools, spending: Spending): Promise<Admitted> {
  let admitted: Admitted | undefined;
  try {
    return await phase('wait', member.cluster, { ...tools.context, spending }, async () => {
      const { cluster: name, controllers, provisioner } = member;
      const entrant = { cluster: name, controllers, demand: provisioner.demand };
      admitted = await tools.desk.enter(entrant, () => tools.nextName(), tools.work.signal);
      const { cluster, slot } = admitted;
      await tools.context.journal.write({ type: 'cluster.admitted', cluster, slot, ticket: admitted.holding.id });
      return admitted;
    });
  } catch (error) {
    if (admitted !== undefined) await giveUp(admitted, tools);
    throw error;
  }
}

/** Gives back a slot that cannot be used. Its beats end in any case: else they would hold it while this process lives. */
export async function giveUp(admitted: Admitted, tools: LifeTools): Promise<void> {
  const { holding, cluster } = admitted;
  try {
    await giveBack(admitted, tools);
  } catch (error) {
    tools.context.log.warn({ cluster, ticket: holding.id }, `the ticket would not go: ${says(error)}`);
  } finally {
    holding.end();
    tools.desk.left();
  }
}
