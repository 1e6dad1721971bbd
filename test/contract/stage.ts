import { setTimeout as delay } from 'node:timers/promises';
import { at, listAt, textAt } from '../support/json.ts';
import { connectWire, type Reply, type Wire, type WireService } from '../support/wire.ts';
import type { MakeWorld, World } from '../support/world.ts';

/** Where the tests of one file play: a project of their own and a caller in it. */
export interface Stage {
  readonly world: World;
  readonly wire: Wire;
}

/** Makes the project before the tests of a `describe` and removes it after them. */
export function onStage(makeWorld: MakeWorld): () => Stage {
  let stage: Stage | undefined;
  before(async function () {
    this.timeout(120_000);
    const world = await makeWorld();
    stage = { world, wire: await connectWire(world.cloudsYaml, world.cloud) };
  });
  after(async function () {
    this.timeout(180_000);
    await stage?.world.dispose();
  });
  return () => {
    if (stage === undefined) throw new Error('the stage is not set');
    return stage;
  };
}

/** Sends a request that must succeed, and gives its body. */
export async function ok(
  wire: Wire,
  service: WireService,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const reply = await wire.send(service, method, path, body);
  if (reply.status >= 400) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/**
 * Asks until something holds of the answer, pausing five times as long as the answer took, so that a slow cloud is asked seldom.
 * Fails after two minutes, showing the last answer.
 */
export async function until(ask: () => Promise<Reply>, holds: (reply: Reply) => boolean): Promise<Reply> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const begun = performance.now();
    const reply = await ask();
    if (holds(reply)) return reply;
    if (performance.now() > deadline)
      throw new Error(`not in two minutes: ${reply.status} ${JSON.stringify(reply.body)}`);
    await delay(5 * (performance.now() - begun));
  }
}

/** Waits until an object of a service answers 404. */
export async function untilGone(wire: Wire, service: WireService, path: string): Promise<Reply> {
  return until(
    () => wire.send(service, 'GET', path),
    (reply) => reply.status === 404,
  );
}

/** A network with one subnet. */
export interface MadeNetwork {
  readonly networkId: string;
  readonly subnetId: string;
}

/** Makes a network with one subnet of the block. */
export async function makeNetwork(wire: Wire, name: string, cidr = '10.9.0.0/24'): Promise<MadeNetwork> {
  const network = await ok(wire, 'network', 'POST', '/networks', { network: { name } });
  const networkId = textAt(network, 'network', 'id');
  const wish = { network_id: networkId, name, cidr, ip_version: 4 };
  const subnet = await ok(wire, 'network', 'POST', '/subnets', { subnet: wish });
  return { networkId, subnetId: textAt(subnet, 'subnet', 'id') };
}

/** Makes a router with a gateway to the external network and an interface on the subnet. */
export async function makeRouter({ wire, world }: Stage, subnetId: string): Promise<string> {
  const gateway = { network_id: await externalNetworkId({ wire, world }) };
  const router = await ok(wire, 'network', 'POST', '/routers', {
    router: { name: 'way-out', external_gateway_info: gateway },
  });
  const id = textAt(router, 'router', 'id');
  await ok(wire, 'network', 'PUT', `/routers/${id}/add_router_interface`, { subnet_id: subnetId });
  return id;
}

/** Makes a port; more of its wish may be given. */
export async function makePort(wire: Wire, networkId: string, wish: Record<string, unknown> = {}): Promise<string> {
  const port = await ok(wire, 'network', 'POST', '/ports', { port: { network_id: networkId, ...wish } });
  return textAt(port, 'port', 'id');
}

/** The id of the world's external network. */
export async function externalNetworkId({ wire, world }: Stage): Promise<string> {
  const networks = listAt(await ok(wire, 'network', 'GET', `/networks?name=${world.externalNetwork}`), 'networks');
  return textAt(networks[0], 'id');
}

/** The id of the world's image. */
export async function imageId({ wire, world }: Stage): Promise<string> {
  const images = listAt(await ok(wire, 'image', 'GET', '/images'), 'images');
  return textAt(
    images.find((image) => at(image, 'name') === world.image),
    'id',
  );
}

/** The id of a flavor by its name. */
export async function flavorId(wire: Wire, name: string): Promise<string> {
  const flavors = listAt(await ok(wire, 'compute', 'GET', '/flavors/detail'), 'flavors');
  return textAt(
    flavors.find((flavor) => at(flavor, 'name') === name),
    'id',
  );
}

/** What is asked for to get a server of the world's image. */
export async function serverOfImage(
  { wire, world }: Stage,
  name: string,
  networks: readonly Readonly<Record<string, string>>[],
): Promise<Record<string, unknown>> {
  return {
    name,
    flavorRef: await flavorId(wire, world.imageFlavor),
    imageRef: await imageId({ wire, world }),
    networks,
  };
}

/** Makes a server and waits until it is ACTIVE. */
export async function boot(wire: Wire, server: Record<string, unknown>): Promise<string> {
  const id = textAt(await ok(wire, 'compute', 'POST', '/servers', { server }), 'server', 'id');
  await until(
    () => wire.send('compute', 'GET', `/servers/${id}`),
    (reply) => at(reply.body, 'server', 'status') === 'ACTIVE',
  );
  return id;
}

/** Makes a volume and waits until it is available. */
export async function makeVolume(wire: Wire, wish: Record<string, unknown> = {}): Promise<string> {
  const volume = await ok(wire, 'volume', 'POST', '/volumes', { volume: { size: 1, ...wish } });
  const id = textAt(volume, 'volume', 'id');
  await untilVolume(wire, id, 'available');
  return id;
}

/** Waits until a volume has a status. */
export async function untilVolume(wire: Wire, id: string, status: string): Promise<Reply> {
  return until(
    () => wire.send('volume', 'GET', `/volumes/${id}`),
    (reply) => at(reply.body, 'volume', 'status') === status,
  );
}

/** Waits until a load balancer is ACTIVE. */
export async function untilActive(wire: Wire, id: string): Promise<Reply> {
  return until(
    () => wire.send('loadBalancer', 'GET', `/lbaas/loadbalancers/${id}`),
    (reply) => at(reply.body, 'loadbalancer', 'provisioning_status') === 'ACTIVE',
  );
}

/** Makes a load balancer and waits until it is ACTIVE. */
export async function makeLoadBalancer(
  wire: Wire,
  subnetId: string,
  wish: Record<string, unknown> = {},
): Promise<string> {
  const body = { loadbalancer: { name: 'lb', vip_subnet_id: subnetId, ...wish } };
  const id = textAt(await ok(wire, 'loadBalancer', 'POST', '/lbaas/loadbalancers', body), 'loadbalancer', 'id');
  await untilActive(wire, id);
  return id;
}

/** What Neutron calls an error: the `type` of its body. */
export function typeOf(reply: Reply): unknown {
  return at(reply.body, 'NeutronError', 'type');
}
