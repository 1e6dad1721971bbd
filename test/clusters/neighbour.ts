import { listAt, textAt } from '../support/json.ts';
import { connectWire, type Wire, type WireService } from '../support/wire.ts';
import type { World } from '../support/world.ts';

/** A cluster of somebody else, and a human's volume, in the same project. None of it may change. */
export interface Neighbour {
  readonly cluster: string;
  /** Path of each resource below its service's root. */
  readonly resources: readonly { readonly service: WireService; readonly path: string }[];
}

const CLUSTER_KEY = 'cinder.csi.openstack.org/cluster';

/** Makes a small neighbour with plain requests; nothing of Troika takes part. Removed with its world. */
export async function makeNeighbour(world: World, cluster = 'prod-1'): Promise<Neighbour> {
  const wire = await connectWire(world.cloudsYaml, world.cloud);
  const joined = `${cluster}-${cluster}`;
  const created = `Created by cluster-api-provider-openstack cluster ${joined}`;
  const external = await externalNetworkId(wire, world.externalNetwork);
  const resources: { service: WireService; path: string }[] = [];

  async function make(
    service: WireService,
    path: string,
    wrapper: string,
    body: Record<string, unknown>,
  ): Promise<string> {
    const reply = await wire.send(service, 'POST', path, { [wrapper]: body });
    if (reply.status >= 300) throw new Error(`neighbour: POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    const id = textAt(reply.body, wrapper, 'id');
    resources.push({ service, path: `${path}/${id}` });
    return id;
  }

  const network = await make('network', '/networks', 'network', { name: `k8s-clusterapi-cluster-${joined}` });
  const subnet = await make('network', '/subnets', 'subnet', {
    name: `k8s-clusterapi-cluster-${joined}`,
    description: created,
    network_id: network,
    cidr: '10.8.0.0/20',
    ip_version: 4,
  });
  const router = await make('network', '/routers', 'router', {
    name: `k8s-clusterapi-cluster-${joined}`,
    description: created,
    external_gateway_info: { network_id: external },
  });
  const plugged = await wire.send('network', 'PUT', `/routers/${router}/add_router_interface`, { subnet_id: subnet });
  resources.push({ service: 'network', path: `/ports/${textAt(plugged.body, 'port_id')}` });
  const group = await make('network', '/security-groups', 'security_group', {
    name: `k8s-cluster-${joined}-secgroup-worker`,
    description: 'Cluster API managed group',
  });
  await make('network', '/security-group-rules', 'security_group_rule', {
    security_group_id: group,
    direction: 'ingress',
    ethertype: 'IPv4',
    protocol: 'tcp',
    port_range_min: 10250,
    port_range_max: 10250,
    remote_group_id: group,
    description: 'Kubelet API',
  });
  await make('network', '/ports', 'port', {
    name: `${cluster}-md-0-bcdfg-hjklm-npqrs-0`,
    description: `Created by cluster-api-provider-openstack cluster ${cluster}`,
    network_id: network,
    fixed_ips: [{ subnet_id: subnet }],
    security_groups: [group],
  });
  await make('network', '/floatingips', 'floatingip', { floating_network_id: external });
  const claim = '96a52be0-e25b-45e5-b538-d4156dbd56d2';
  const volumes = [
    await make('volume', '/volumes', 'volume', {
      name: `pvc-${claim}`,
      description: 'Created by OpenStack Cinder CSI driver',
      size: 1,
      metadata: {
        [CLUSTER_KEY]: cluster,
        'csi.storage.k8s.io/pv/name': `pvc-${claim}`,
        'csi.storage.k8s.io/pvc/name': 'data',
        'csi.storage.k8s.io/pvc/namespace': 'web',
      },
    }),
    await make('volume', '/volumes', 'volume', { name: 'pvc-backup', size: 1 }),
  ];
  for (const volume of volumes) await untilAvailable(wire, volume);
  return { cluster, resources };
}

/** Every resource of the neighbour as its service shows it now, ids, revision numbers and rules included: to be compared byte by byte. */
export async function describeNeighbour(world: World, neighbour: Neighbour): Promise<string> {
  const wire = await connectWire(world.cloudsYaml, world.cloud);
  const shown = await Promise.all(
    neighbour.resources.map(async ({ service, path }) => {
      const reply = await wire.send(service, 'GET', path);
      return { path, status: reply.status, body: ordered(reply.body) };
    }),
  );
  return JSON.stringify(shown, null, 1);
}

async function externalNetworkId(wire: Wire, name: string): Promise<string> {
  const reply = await wire.send('network', 'GET', '/networks?router:external=true');
  const network = listAt(reply.body, 'networks').find((candidate) => textAt(candidate, 'name') === name);
  return textAt(network, 'id');
}

async function untilAvailable(wire: Wire, volume: string): Promise<void> {
  for (let look = 0; look < 120; look += 1) {
    const reply = await wire.send('volume', 'GET', `/volumes/${volume}`);
    if (textAt(reply.body, 'volume', 'status') === 'available') return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`the neighbour's volume ${volume} does not become available`);
}

/** The same JSON with its fields in one order, and lists that are sets in one order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, part]: [string, unknown]) => [field, ordered(part)]),
  );
}
