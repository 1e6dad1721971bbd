import { addressShortage } from '../../admission/addresses.ts';
import { fits, saysShortage } from '../../admission/fits.ts';
import { TICKET_DEMAND } from '../../admission/leaseDemand.ts';
import { holders, type BookView } from '../../admission/ticket.ts';
import { addDemands, type Demand, type Quotas } from '../../model/demand.ts';
import type { Inventory } from '../../model/resource.ts';
import type { ProjectView } from '../projectView.ts';
import type { Waits } from './wish.ts';
import { neverFits } from './take.ts';
import type { Wish } from './wish.ts';

/**
 * Whether the head of the line fits beside everything that was promised. Its own ticket stands already, so its port is
 * taken out of the use.
 * @param project seen after the view: nothing counts as promised that was not in a slot before
 * @throws TroikaError refused when it never will
 */
export function judgeHead(
  view: BookView,
  project: ProjectView,
  reserve: Demand,
  wish: Wish,
): { readonly inventory: Inventory } | Waits {
  const { gaps } = project.inventory;
  if (gaps.length > 0) {
    return {
      for: 'listing',
      why: `a whole listing of the project: ${gaps.map((gap) => `${gap.kind}: ${gap.why}`).join('; ')}`,
    };
  }
  const granted = holders(view).map(({ cluster, demand }) => ({
    cluster,
    demand,
    made: addDemands(project.made(cluster), TICKET_DEMAND),
  }));
  const demand = addDemands(wish.demand, TICKET_DEMAND);
  const answer = fits({ quotas: withoutOwnTicket(project.quotas), granted, reserve, demand });
  if (answer.answer === 'fits') {
    const free = project.freeAddresses;
    const short = free === undefined ? undefined : addressShortage({ free, granted, demand });
    return short === undefined ? { inventory: project.inventory } : { for: 'quota', why: short };
  }
  const sums = answer.short.map(saysShortage).join('; ');
  if (answer.answer === 'never') throw neverFits(wish.cluster, sums);
  const who = granted.map((one) => one.cluster).join(', ');
  return { for: 'quota', why: who === '' ? sums : `${sums}; promised to ${who}` };
}

function withoutOwnTicket(quotas: Quotas): Quotas {
  return { ...quotas, ports: { ...quotas.ports, used: Math.max(0, quotas.ports.used - 1) } };
}
