import { at, listAt, textAt } from '../support/json.ts';
import type { Reply, Wire } from '../support/wire.ts';
import { makeNetwork, ok, typeOf, type MadeNetwork } from './stage.ts';

/** How often each race is run. TROIKA_FULL=1 takes an hour for them. */
const ROUNDS = process.env['TROIKA_FULL'] === undefined ? 4 : 200;

/** The longest that all rounds of a race may take, in milliseconds: a busy Neutron was seen to take 125 s for one 409. */
export const RACE_MS = ROUNDS * 180_000;

/** Runs the rounds one after the other; a failure names its round. */
export async function eachRound(play: (round: number) => Promise<void>): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    try {
      await play(round);
    } catch (error) {
      throw new Error(`round ${round + 1} of ${ROUNDS}: ${String(error)}`, { cause: error });
    }
  }
}

/** A network in which every round has an address of its own; nothing of 10.9.0.0/24 is among them. */
export function makeArena(wire: Wire, name: string): Promise<MadeNetwork> {
  return makeNetwork(wire, name, '10.9.0.0/20');
}

/** What a round contends for. */
export function prize(round: number): string {
  return `10.9.${1 + Math.floor(round / 200)}.${10 + (round % 200)}`;
}

/** Moves a port to an address. */
export function move(wire: Wire, { subnetId }: MadeNetwork, portId: string, address: string): Promise<Reply> {
  const port = { fixed_ips: [{ subnet_id: subnetId, ip_address: address }] };
  return wire.send('network', 'PUT', `/ports/${portId}`, { port });
}

/** Asks for a port at an address. */
export function claim(wire: Wire, { networkId, subnetId }: MadeNetwork, address: string): Promise<Reply> {
  const port = { network_id: networkId, fixed_ips: [{ subnet_id: subnetId, ip_address: address }] };
  return wire.send('network', 'POST', '/ports', { port });
}

/** Deletes a port. */
export function drop(wire: Wire, portId: string): Promise<Reply> {
  return wire.send('network', 'DELETE', `/ports/${portId}`);
}

/** `won`, `held` (409, the address is another's), or what else came. */
export function outcome(reply: Reply): string {
  if (reply.status === 200 || reply.status === 201) return 'won';
  const held = reply.status === 409 && typeOf(reply) === 'IpAddressAlreadyAllocated';
  return held ? 'held' : `${reply.status} ${JSON.stringify(reply.body)}`;
}

/** A port in a listing with its addresses. */
export interface Listed {
  readonly id: string;
  readonly addresses: readonly string[];
}

/** The ports of a network, out of one listing. */
export async function listed(wire: Wire, networkId: string): Promise<readonly Listed[]> {
  const body = await ok(wire, 'network', 'GET', `/ports?network_id=${networkId}`);
  return listAt(body, 'ports').map((port) => ({
    id: textAt(port, 'id'),
    addresses: listAt(port, 'fixed_ips').map((fixed) => String(at(fixed, 'ip_address'))),
  }));
}

/** The ids of the ports that hold an address. */
export function holdersOf(ports: readonly Listed[], address: string): readonly string[] {
  return ports.filter(({ addresses }) => addresses.includes(address)).map(({ id }) => id);
}
