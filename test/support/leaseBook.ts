import { listAt, textAt } from './json.ts';
import type { SimWorld } from './simWorld.ts';
import { connectWire } from './wire.ts';
import type { World } from './world.ts';

const NAME = 'troika-leases';

/** Makes the lease book of a simulated project with plain requests, and lets it be an hour old: nobody need wait for it. */
export async function makeOldBook({
  sim,
  cloudsYaml,
  cloud,
}: Pick<SimWorld, 'sim' | 'cloudsYaml' | 'cloud'>): Promise<void> {
  const wire = await connectWire(cloudsYaml, cloud);
  const network = await wire.send('network', 'POST', '/networks', { network: { name: NAME } });
  const subnet = {
    name: NAME,
    network_id: textAt(network.body, 'network', 'id'),
    cidr: '198.18.0.0/24',
    ip_version: 4,
    enable_dhcp: false,
    gateway_ip: null,
  };
  const made = await wire.send('network', 'POST', '/subnets', { subnet });
  const row = sim.world.subnets.get(textAt(made.body, 'subnet', 'id'));
  if (row === undefined) throw new Error(`no lease book: ${made.status} ${JSON.stringify(made.body)}`);
  const createdAt = new Date(sim.world.time.now().getTime() - 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  sim.world.subnets.set(row.id, { ...row, createdAt });
}

/** The addresses of the lease book at which something stands, as Neutron itself says it. Fails when there is no book. */
export async function addressesHeld({ cloudsYaml, cloud }: World): Promise<readonly string[]> {
  const wire = await connectWire(cloudsYaml, cloud);
  const found = await wire.send('network', 'GET', `/networks?name=${NAME}`);
  const [book, ...more] = listAt(found.body, 'networks').filter((one) => textAt(one, 'name') === NAME);
  if (book === undefined || more.length > 0) throw new Error(`one lease book expected: ${JSON.stringify(found.body)}`);
  const ports = await wire.send('network', 'GET', `/ports?network_id=${textAt(book, 'id')}`);
  return listAt(ports.body, 'ports')
    .filter((port) => textAt(port, 'network_id') === textAt(book, 'id'))
    .flatMap((port) => listAt(port, 'fixed_ips').map((fixed) => textAt(fixed, 'ip_address')))
    .sort();
}
