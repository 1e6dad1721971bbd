import type { Demand } from '../model/demand.ts';
import type { Granted } from './fits.ts';

/** Addresses of the external network that a cluster takes: its floating IPs, and one for each router's gateway. */
function addressesOf(demand: Demand): number {
  return demand.floatingIps + demand.routers;
}

/**
 * Whether the external network itself has addresses left, which no quota of the project tells: others draw on it too.
 * @param input.free addresses that it has left now
 * @returns the sum that is too small, in words; undefined when it fits
 */
export function addressShortage(input: {
  readonly free: number;
  readonly granted: readonly Granted[];
  readonly demand: Demand;
}): string | undefined {
  const promised = input.granted.reduce(
    (sum, one) => sum + Math.max(0, addressesOf(one.demand) - addressesOf(one.made)),
    0,
  );
  const needed = addressesOf(input.demand);
  if (needed <= input.free - promised) return undefined;
  const aside = promised > 0 ? `, of which ${promised} are promised` : '';
  return `addresses of the external network: ${needed} needed, ${input.free} left${aside}`;
}
