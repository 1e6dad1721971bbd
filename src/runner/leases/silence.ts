import type { Ticket } from '../../admission/ticket.ts';

/**
 * Ends what goes on reconciling a dead run's cluster, before it is cleaned: otherwise it would make again what is removed.
 * Each provisioner that leaves living controllers adds its way here.
 * @returns undefined, or why it cannot be done, and what to do first
 */
export async function silence({ controllers }: Ticket): Promise<string | undefined> {
  if (controllers === 'none') return undefined;
  return `they run at ${controllers}, which this version cannot reach; end them there`;
}
