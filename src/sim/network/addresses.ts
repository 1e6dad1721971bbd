import { networkFault } from '../core/fault.ts';
import type { State } from '../core/state.ts';
import type { Subnet } from './rows.ts';

/** An IPv4 address as a number; undefined for other text. */
function toNumber(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** A number as an IPv4 address. */
export function toAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** First and last number of a block. Throws the fault of Neutron for what is no IPv4 block. */
export function blockOf(cidr: string): { first: number; last: number } {
  const [address = '', bits = ''] = cidr.split('/');
  const number = toNumber(address);
  const size = 2 ** (32 - Number(bits));
  if (number === undefined || bits === '' || !Number.isInteger(size) || size < 1) {
    throw networkFault(400, 'HTTPBadRequest', `Invalid input for cidr. Reason: '${cidr}' is not a valid IP subnet.`);
  }
  const first = number - (number % size);
  return { first, last: first + size - 1 };
}

/** True when an address lies in a subnet's block. */
export function contains(subnet: Subnet, address: string): boolean {
  const number = toNumber(address);
  const { first, last } = blockOf(subnet.cidr);
  return number !== undefined && number >= first && number <= last;
}

/**
 * Takes one named address of a subnet, in its pools or not, but neither the block's first nor its last. One address is held by one port: the only promise of Neutron that a second writer
 * cannot break (neutron/db/ipam_pluggable_backend.py, neutron/ipam/drivers/neutrondb_ipam/driver.py).
 */
export function takeAddress(state: State, subnet: Subnet, address: string): void {
  const { first, last } = blockOf(subnet.cidr);
  if (!contains(subnet, address) || [toAddress(first), toAddress(last)].includes(address)) {
    throw networkFault(400, 'InvalidIpForSubnet', `IP address ${address} is not a valid IP for the specified subnet.`);
  }
  const used = usedIn(state, subnet.id);
  if (used.has(address)) {
    throw networkFault(
      409,
      'IpAddressAlreadyAllocated',
      `IP address ${address} already allocated in subnet ${subnet.id}`,
    );
  }
  used.add(address);
}

/** Takes any free address out of a subnet's pools, at random as Neutron does. */
export function takeAnyAddress(state: State, subnet: Subnet): string {
  const used = usedIn(state, subnet.id);
  for (const pool of subnet.pools) {
    const first = toNumber(pool.start) ?? 0;
    const size = (toNumber(pool.end) ?? 0) - first + 1;
    if (size <= 0) continue;
    const begin = state.random.below(size);
    for (let step = 0; step < size; step += 1) {
      const address = toAddress(first + ((begin + step) % size));
      if (used.has(address)) continue;
      used.add(address);
      return address;
    }
  }
  throw networkFault(
    409,
    'IpAddressGenerationFailure',
    `No more IP addresses available on network ${subnet.networkId}.`,
  );
}

/** Gives an address back. */
export function freeAddress(state: State, subnetId: string, address: string): void {
  state.addresses.get(subnetId)?.delete(address);
}

function usedIn(state: State, subnetId: string): Set<string> {
  const used = state.addresses.get(subnetId) ?? new Set<string>();
  state.addresses.set(subnetId, used);
  return used;
}
