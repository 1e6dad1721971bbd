import { z } from 'zod';
import { call, send } from './calls.ts';
import { hasStatus } from './cloudError.ts';
import type { Session } from './session.ts';

const Availability = z.object({
  network_ip_availability: z.object({ total_ips: z.number(), used_ips: z.number() }),
});

/**
 * How many addresses a network has left, of all projects together. Undefined where the cloud does not show it: by
 * Neutron's default policy only administrators may ask (neutron/conf/policies/network_ip_availability.py).
 * @throws CloudError
 */
export async function freeAddresses(
  session: Session,
  networkId: string,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const get = call('network', 'GET', `/network-ip-availabilities/${networkId}`, undefined, signal);
  try {
    return await send(session, get, (body) => {
      const { total_ips, used_ips } = Availability.parse(body).network_ip_availability;
      return Math.max(0, total_ips - used_ips);
    });
  } catch (error) {
    if (hasStatus(error, 403) || hasStatus(error, 404)) return undefined;
    throw error;
  }
}
