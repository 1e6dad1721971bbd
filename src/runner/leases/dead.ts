import { leaseTimes } from '../../admission/times.ts';
import { isKept, type BookView, type Ticket } from '../../admission/ticket.ts';
import { isSilent } from '../../admission/trust.ts';
import { hasEnded } from '../../io/processes.ts';

/**
 * Which tickets of a view the others may take for dead: silent beyond their time to live, or held by a process of this
 * machine that has ended; and not kept on purpose.
 */
export async function deadIn(view: BookView): Promise<(ticket: Ticket) => boolean> {
  const ended = new Set<string>();
  await Promise.all(
    view.tickets.map(async (ticket) => {
      const { id, process } = ticket;
      if (!isKept(ticket, view.at) && process !== undefined && (await hasEnded(process))) ended.add(id);
    }),
  );
  return (ticket) => ended.has(ticket.id) || isSilent(ticket, view.at, leaseTimes);
}
