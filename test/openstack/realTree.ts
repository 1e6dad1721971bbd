import { addRouterInterface, associate, attachVolume, createMember, createRule } from '../../src/openstack/change.ts';
import { create } from '../../src/openstack/create.ts';
import { createLister } from '../../src/openstack/lister.ts';
import { externalNetworks, flavors, images } from '../../src/openstack/lookup.ts';
import type { Session } from '../../src/openstack/session.ts';
import { waitForStatus } from '../../src/openstack/waiting.ts';
import { systemClock } from '../../src/io/clock.ts';
import type { Kind, Resource } from '../../src/model/resource.ts';
import type { World } from '../support/world.ts';

/** One of every kind that a project may make, wired with each other, by kind. */
export type Tree = Readonly<Record<Exclude<Kind, Unmade>, Resource>> & { readonly interfacePort: string };

/** Made by Nova, by the contract's tests over the wire, or by no service of the bed (a backup could not be deleted there). */
export type Unmade = 'volumeAttachment' | 'backup' | 'container' | 'ec2Credential';

/** Makes one of every kind on real services: the first thing that would break if a path, a body or an answer were misread. */
export async function makeTree(session: Session, world: World): Promise<Tree> {
  const lister = createLister(session, systemClock);
  const wait = async (kind: Kind, one: Resource, ...wanted: string[]): Promise<Resource> => {
    const tools = { session, lister, clock: systemClock, deadline: systemClock.monotonic() + 90_000 };
    const [found] = await waitForStatus(kind, [one.id], wanted, tools);
    return found ?? one;
  };
  const named = <T extends { readonly name: string; readonly id: string }>(all: readonly T[], name: string): string => {
    const found = all.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found.id;
  };
  const outside = named(await externalNetworks(session), world.externalNetwork);
  const flavor = named(await flavors(session), world.imageFlavor);
  const debian = named(await images(session), world.image);
  const name = 'tree';

  const network = await create(session, 'network', { name, description: 'a network' });
  const subnet = await create(session, 'subnet', { name, network_id: network.id, cidr: '10.9.0.0/24', ip_version: 4 });
  const router = await create(session, 'router', { name, external_gateway_info: { network_id: outside } });
  const interfacePort = await addRouterInterface(session, router.id, subnet.id);
  const securityGroup = await create(session, 'securityGroup', { name });
  await createRule(session, {
    security_group_id: securityGroup.id,
    direction: 'ingress',
    protocol: 'tcp',
    port_range_min: 22,
    port_range_max: 22,
  });
  const port = await create(session, 'port', { name, network_id: network.id, security_groups: [securityGroup.id] });
  const trunk = await create(session, 'trunk', { name, port_id: port.id });
  const serverGroup = await create(session, 'serverGroup', { name, policy: 'soft-anti-affinity' });
  const keypair = await create(session, 'keypair', { name });
  const applicationCredential = await create(session, 'applicationCredential', { name });
  const image = await create(session, 'image', { name, disk_format: 'raw', container_format: 'bare' });
  const floatingIp = await create(session, 'floatingIp', { floating_network_id: outside, description: 'an address' });
  await associate(session, floatingIp.id, port.id);

  const [server, volume, loadBalancer] = await Promise.all([
    create(session, 'server', {
      name,
      flavorRef: flavor,
      imageRef: debian,
      key_name: name,
      networks: [{ port: port.id }],
      tags: ['a-tag'],
    }).then((made) => wait('server', made, 'ACTIVE')),
    create(session, 'volume', { name, size: 1, metadata: { who: 'tree' } }).then((made) =>
      wait('volume', made, 'available'),
    ),
    create(session, 'loadBalancer', { name, vip_subnet_id: subnet.id }).then((made) =>
      wait('loadBalancer', made, 'ACTIVE'),
    ),
  ]);
  const snapshot = await create(session, 'snapshot', { name, volume_id: volume.id });
  await wait('snapshot', snapshot, 'available');
  await attachVolume(session, server.id, volume.id);
  await wait('volume', volume, 'in-use');

  const listener = await create(session, 'listener', {
    name,
    loadbalancer_id: loadBalancer.id,
    protocol: 'TCP',
    protocol_port: 80,
  });
  await wait('loadBalancer', loadBalancer, 'ACTIVE');
  const pool = await create(session, 'pool', {
    name,
    listener_id: listener.id,
    protocol: 'TCP',
    lb_algorithm: 'ROUND_ROBIN',
  });
  await wait('loadBalancer', loadBalancer, 'ACTIVE');
  await createMember(session, pool.id, { address: '10.9.0.9', protocol_port: 80, subnet_id: subnet.id });
  await wait('loadBalancer', loadBalancer, 'ACTIVE');
  const monitor = { name, pool_id: pool.id, type: 'TCP', delay: 10, timeout: 5, max_retries: 3 };
  const healthMonitor = await create(session, 'healthMonitor', monitor);
  await wait('loadBalancer', loadBalancer, 'ACTIVE');

  return {
    network,
    subnet,
    router,
    interfacePort,
    securityGroup,
    port,
    trunk,
    serverGroup,
    keypair,
    applicationCredential,
    image,
    floatingIp,
    server,
    volume,
    loadBalancer,
    snapshot,
    listener,
    pool,
    healthMonitor,
  };
}
