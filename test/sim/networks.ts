import { at, listAt } from '../support/json.ts';
import type { SimWorld } from '../support/simWorld.ts';
import type { Reply, Wire } from '../support/wire.ts';

/** Asks for a network. */
export function askForNetwork(wire: Wire, name: string): Promise<Reply> {
  return wire.send('network', 'POST', '/networks', { network: { name } });
}

/** Names of the networks that somebody asked for. */
export async function networkNames(wire: Wire, world: SimWorld): Promise<readonly unknown[]> {
  const networks = listAt((await wire.send('network', 'GET', '/networks')).body, 'networks');
  return networks.map((network) => at(network, 'name')).filter((name) => name !== world.externalNetwork);
}
