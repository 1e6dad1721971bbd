import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { at, textAt } from '../../support/json.ts';
import { writeCloudsYaml } from '../../support/cloudsYaml.ts';
import { connectWire, type Wire, type WireService } from '../../support/wire.ts';
import type { World } from '../../support/world.ts';
import {
  externalNetworkId,
  flavorId,
  imageId,
  makeLoadBalancer,
  makeVolume,
  ok,
  until,
  untilActive,
  untilVolume,
} from '../../contract/stage.ts';
import type { Kind } from '../../../src/model/resource.ts';
import type { Made } from './made.ts';

type Wish = Readonly<Record<string, unknown>>;

/** Makes single objects in a project with plain requests, and waits until each is what it will be. */
export interface Maker {
  readonly wire: Wire;
  readonly world: World;
  /** Anything of Neutron that is made by one POST: the wish goes as it is. */
  neutron(kind: 'network' | 'subnet' | 'port' | 'securityGroup', wish: Wish): Promise<Made>;
  /** A router with a gateway to the external network. */
  router(wish: Wish): Promise<Made>;
  /** An interface of the router on the subnet, or by the port given. */
  plug(router: Made, on: Made): Promise<Made>;
  floatingIp(wish: Wish, port?: Made): Promise<Made>;
  rule(group: Made, wish: Wish): Promise<void>;
  /** Changes an object of Neutron. */
  change(made: Made, wish: Wish): Promise<void>;
  /** Booted from the image; with `root`, from that volume, which goes with it. */
  server(name: string, ports: readonly Made[], root?: Made): Promise<Made>;
  /** Attaches a volume to a server, and waits until it is. */
  attach(volume: Made, server: Made): Promise<void>;
  volume(wish: Wish): Promise<Made>;
  /** Reserves a volume for a server that is not there. */
  reserve(volume: Made): Promise<Made>;
  /** Ends what `reserve` made. */
  release(attachment: Made): Promise<void>;
  snapshot(volume: Made, wish: Wish): Promise<Made>;
  /** A load balancer, and the VIP port that Octavia makes for it. */
  balancer(subnet: Made, wish: Wish, settled?: boolean): Promise<{ readonly balancer: Made; readonly vip: Made }>;
  listener(balancer: Made, wish: Wish): Promise<Made>;
  keypair(name: string): Promise<Made>;
  serverGroup(name: string): Promise<Made>;
  credential(name: string, description: string): Promise<Made>;
  /** A clouds.yaml with a credential that may not manage credentials. */
  restricted(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }>;
  /** The id of the world's image. */
  image(): Promise<string>;
}

const NEUTRON = {
  network: ['networks', 'network'],
  subnet: ['subnets', 'subnet'],
  port: ['ports', 'port'],
  securityGroup: ['security-groups', 'security_group'],
  router: ['routers', 'router'],
  floatingIp: ['floatingips', 'floatingip'],
} as const satisfies Partial<Record<Kind, readonly [string, string]>>;

export async function createMaker(world: World): Promise<Maker> {
  const wire = await connectWire(world.cloudsYaml, world.cloud);
  const scene = { wire, world };

  async function post(service: WireService, path: string, one: string, wish: Wish): Promise<unknown> {
    return at(await ok(wire, service, 'POST', path, { [one]: wish }), one);
  }
  async function neutron(kind: keyof typeof NEUTRON, wish: Wish): Promise<Made> {
    const [many, one] = NEUTRON[kind];
    return { kind, id: textAt(await post('network', `/${many}`, one, wish), 'id') };
  }

  return {
    wire,
    world,
    neutron,
    router: async (wish) =>
      neutron('router', { ...wish, external_gateway_info: { network_id: await externalNetworkId(scene) } }),
    async plug(router, on) {
      const body = on.kind === 'port' ? { port_id: on.id } : { subnet_id: on.id };
      const plugged = await ok(wire, 'network', 'PUT', `/routers/${router.id}/add_router_interface`, body);
      return { kind: 'port', id: textAt(plugged, 'port_id'), router: router.id };
    },
    async floatingIp(wish, port) {
      const at = port === undefined ? {} : { port_id: port.id };
      return neutron('floatingIp', { ...wish, ...at, floating_network_id: await externalNetworkId(scene) });
    },
    async rule(group, wish) {
      const rule = { security_group_id: group.id, direction: 'ingress', ethertype: 'IPv4', ...wish };
      await post('network', '/security-group-rules', 'security_group_rule', rule);
    },
    async change(made, wish) {
      const [many, one] = NEUTRON[made.kind as keyof typeof NEUTRON];
      await ok(wire, 'network', 'PUT', `/${many}/${made.id}`, { [one]: wish });
    },
    async server(name, ports, root) {
      const disk = { boot_index: 0, source_type: 'volume', destination_type: 'volume', delete_on_termination: true };
      const from =
        root === undefined
          ? { imageRef: await imageId(scene), flavorRef: await flavorId(wire, world.imageFlavor) }
          : {
              block_device_mapping_v2: [{ ...disk, uuid: root.id }],
              flavorRef: await flavorId(wire, world.volumeFlavor),
            };
      const wish = { name, ...from, networks: ports.map((port) => ({ port: port.id })) };
      const id = textAt(await post('compute', '/servers', 'server', wish), 'id');
      await until(
        () => wire.send('compute', 'GET', `/servers/${id}`),
        (reply) => at(reply.body, 'server', 'status') === 'ACTIVE',
      );
      return { kind: 'server', id };
    },
    async attach(volume, server) {
      const wish = { volumeId: volume.id };
      await post('compute', `/servers/${server.id}/os-volume_attachments`, 'volumeAttachment', wish);
      await until(
        () => wire.send('volume', 'GET', `/volumes/${volume.id}`),
        (reply) => at(reply.body, 'volume', 'status') === 'in-use',
      );
    },
    volume: async (wish) => ({ kind: 'volume', id: await makeVolume(wire, wish) }),
    async reserve(volume) {
      const wish = { volume_uuid: volume.id, instance_uuid: randomUUID() };
      const id = textAt(await post('volume', '/attachments', 'attachment', wish), 'id');
      await untilVolume(wire, volume.id, 'reserved');
      return { kind: 'volumeAttachment', id };
    },
    async release({ id }) {
      await ok(wire, 'volume', 'DELETE', `/attachments/${id}`);
    },
    async snapshot(volume, wish) {
      const made = await post('volume', '/snapshots', 'snapshot', { volume_id: volume.id, force: true, ...wish });
      const id = textAt(made, 'id');
      await until(
        () => wire.send('volume', 'GET', `/snapshots/${id}`),
        (reply) => at(reply.body, 'snapshot', 'status') === 'available',
      );
      return { kind: 'snapshot', id };
    },
    async balancer(subnet, wish, settled = true) {
      const id = settled
        ? await makeLoadBalancer(wire, subnet.id, wish)
        : textAt(
            await post('loadBalancer', '/lbaas/loadbalancers', 'loadbalancer', { vip_subnet_id: subnet.id, ...wish }),
            'id',
          );
      const shown = await ok(wire, 'loadBalancer', 'GET', `/lbaas/loadbalancers/${id}`);
      return {
        balancer: { kind: 'loadBalancer', id },
        vip: { kind: 'port', id: textAt(shown, 'loadbalancer', 'vip_port_id') },
      };
    },
    async listener(balancer, wish) {
      const whole = { loadbalancer_id: balancer.id, protocol: 'TCP', ...wish };
      const id = textAt(await post('loadBalancer', '/lbaas/listeners', 'listener', whole), 'id');
      await untilActive(wire, balancer.id);
      return { kind: 'listener', id };
    },
    async keypair(name) {
      await post('compute', '/os-keypairs', 'keypair', { name, type: 'ssh' });
      return { kind: 'keypair', id: name };
    },
    async serverGroup(name) {
      const made = await post('compute', '/os-server-groups', 'server_group', { name, policy: 'soft-anti-affinity' });
      return { kind: 'serverGroup', id: textAt(made, 'id') };
    },
    async credential(name, description) {
      const path = `/users/${wire.userId}/application_credentials`;
      const made = await post('identity', path, 'application_credential', { name, description });
      return { kind: 'applicationCredential', id: textAt(made, 'id') };
    },
    async restricted() {
      const path = `/users/${wire.userId}/application_credentials`;
      const wish = { name: 'restricted', unrestricted: false };
      const made = await untilGranted(() => post('identity', path, 'application_credential', wish));
      const applicationCredential = { id: textAt(made, 'id'), secret: textAt(made, 'secret') };
      const login = { authUrl: wire.authUrl, region: 'RegionOne', userName: 'nobody', projectName: 'none' };
      return writeCloudsYaml({ ...login, password: applicationCredential.secret, applicationCredential });
    },
    image: () => imageId(scene),
  };
}

/** Keystone (Zed) may answer 400 for a moment to who was given a role just now: it remembers who has which. */
async function untilGranted<T>(deed: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await deed();
    } catch (error) {
      if (tries === 10 || !String(error).includes('Could not find role assignment')) throw error;
      await delay(1000);
    }
  }
}
