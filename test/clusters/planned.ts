import {
  idOf,
  resolve,
  type Body,
  type CreatePiece,
  type Piece,
  type Reference,
  type Value,
} from '../../src/clusters/footprint/piece.ts';
import type { FootprintPlan } from '../../src/clusters/footprint/plan.ts';
import type { FootprintSpec } from '../../src/config/footprintSpec.ts';
import { sorted, type Item, type Listing } from './listing.ts';

/** The listing that a plan should leave behind, in the words of `readable`: bodies, and the services' own defaults. */
export function plannedListing(plan: FootprintPlan, spec: FootprintSpec): Listing {
  const { pieces } = plan;
  const byKey = new Map(pieces.map((piece) => [piece.key, piece]));
  const word = (reference: Reference): string => wordOf(reference, byKey);
  const of = (kind: CreatePiece['kind']): readonly CreatePiece[] =>
    pieces.filter((piece): piece is CreatePiece => piece.do === 'create' && piece.kind === kind);
  const body = (piece: { body: Body }): Item => resolve(piece.body, word) as Item;
  const changes = <Do extends Piece['do']>(name: Do): readonly Extract<Piece, { do: Do }>[] =>
    pieces.filter((piece): piece is Extract<Piece, { do: Do }> => piece.do === name);

  const serverOn = new Map<string, string>();
  for (const server of of('server')) {
    for (const part of referencesIn(server.body)) serverOn.set(part.piece, `server ${server.name}`);
  }
  for (const attach of changes('attach')) serverOn.set(attach.volume.piece, word(attach.server));
  const boundTo = new Map(changes('associate').map((piece) => [piece.floatingIp.piece, piece.port]));
  const groupsOf = new Map(changes('groups').map((piece) => [piece.port.piece, piece.groups]));
  const groups = (port: CreatePiece): readonly string[] =>
    (groupsOf.get(port.key) ?? referencesIn(port.body['security_groups'] ?? [])).map(word).sort();
  const network = (port: CreatePiece): string => String(body(port)['network_id']);
  const routers = new Map(changes('interface').map((piece) => [word(piece.subnet), word(piece.router)]));

  const children = servicesParts(of('loadBalancer'), word);
  const apiParts = { listeners: of('listener'), pools: of('pool'), monitors: of('healthMonitor') };
  const [api] = of('loadBalancer');
  const balancer = `loadBalancer ${api?.name ?? ''}`;
  const part = (piece: CreatePiece | undefined): string => `${piece?.kind ?? ''} ${piece?.name ?? ''}`;

  const listing: Listing = {
    networks: of('network').map((piece) => ({
      admin_state_up: true,
      description: '',
      port_security_enabled: true,
      'router:external': false,
      shared: false,
      tags: [],
      ...body(piece),
    })),
    subnets: of('subnet').map((piece) => ({
      description: '',
      dns_nameservers: [],
      enable_dhcp: true,
      host_routes: [],
      service_types: [],
      tags: [],
      ...body(piece),
    })),
    routers: of('router').map((piece) => ({
      admin_state_up: true,
      routes: [],
      tags: [],
      ...body(piece),
      external_gateway_info: 'external',
    })),
    ports: [
      ...of('port').map((piece) => ({
        ...PORT,
        description: '',
        ...body(piece),
        device_owner: 'compute:nova',
        device_id: serverOn.get(piece.key),
        fixed_ips: subnetsOf(body(piece)),
        security_groups: groups(piece),
      })),
      ...changes('interface').map((piece) => ({
        ...PORT,
        port_security_enabled: false,
        name: '',
        description: '',
        device_owner: 'network:router_interface',
        device_id: word(piece.router),
        network_id: networkOf(piece.subnet, byKey, word),
        fixed_ips: [word(piece.subnet)],
        security_groups: [],
      })),
      ...of('loadBalancer').map((piece) => ({
        ...PORT,
        admin_state_up: false,
        name: `octavia-lb-loadBalancer ${piece.name}`,
        description: '',
        device_owner: 'Octavia',
        device_id: `lb-loadBalancer ${piece.name}`,
        network_id: networkOf(idOf('subnet'), byKey, word),
        fixed_ips: [word(idOf('subnet'))],
        security_groups: [],
      })),
    ],
    floatingips: of('floatingIp').map((piece) => {
      const port = boundTo.get(piece.key) ?? referencesIn(piece.body)[0];
      const subnet = port?.piece.startsWith('host:') === true ? 'host:subnet' : 'subnet';
      return {
        tags:
          changes('tag')
            .find((tag) => tag.floatingIp.piece === piece.key)
            ?.tags.toSorted() ?? [],
        ...body(piece),
        port_id: port === undefined ? null : word(port),
        fixed_ip_address: port === undefined ? null : `address of ${word(port)}`,
        router_id: routers.get(word(idOf(subnet))) ?? null,
      };
    }),
    security_groups: of('securityGroup').map((piece) => ({
      shared: false,
      stateful: true,
      tags: [],
      ...body(piece),
      security_group_rules: sorted(
        rulesOf(
          changes('rules').find((rules) => rules.group.piece === piece.key),
          word,
        ),
      ),
    })),
    loadbalancers: of('loadBalancer').map((piece) => {
      const { listeners: _inside, ...own } = body(piece);
      const inside = children.filter((child) => child.balancer === piece.name);
      return {
        admin_state_up: true,
        flavor_id: null,
        provisioning_status: 'ACTIVE',
        tags: [],
        ...own,
        vip_network_id: networkOf(idOf('subnet'), byKey, word),
        vip_port_id: `vip of ${piece.name}`,
        listeners:
          piece === api
            ? [{ id: part(apiParts.listeners[0]) }]
            : inside.map((child) => ({ id: `listener ${String(child.listener['name'])}` })),
        pools:
          piece === api
            ? [{ id: part(apiParts.pools[0]) }]
            : inside.map((child) => ({ id: `pool ${String(child.pool['name'])}` })),
      };
    }),
    listeners: [
      ...apiParts.listeners.map((piece) => {
        const { loadbalancer_id: _owner, ...own } = body(piece);
        return { ...LISTENER, ...own, loadbalancers: [{ id: balancer }], default_pool_id: part(apiParts.pools[0]) };
      }),
      ...children.map((child) => {
        const { default_pool: _pool, ...own } = child.listener;
        return {
          ...LISTENER,
          ...own,
          loadbalancers: [{ id: `loadBalancer ${child.balancer}` }],
          default_pool_id: `pool ${String(child.pool['name'])}`,
        };
      }),
    ],
    pools: [
      ...apiParts.pools.map((piece) => {
        const { listener_id: _owner, ...own } = body(piece);
        return {
          ...POOL,
          ...own,
          healthmonitor_id: part(apiParts.monitors[0]),
          listeners: [{ id: part(apiParts.listeners[0]) }],
          loadbalancers: [{ id: balancer }],
          members: changes('member')
            .map((member) => ({ id: `member ${member.name}` }))
            .sort(byId),
        };
      }),
      ...children.map((child) => {
        const { members: _members, healthmonitor: _monitor, ...own } = child.pool;
        return {
          ...POOL,
          ...own,
          ...(child.monitor === undefined
            ? {}
            : { healthmonitor_id: `healthMonitor ${String(child.monitor['name'])}` }),
          listeners: [{ id: `listener ${String(child.listener['name'])}` }],
          loadbalancers: [{ id: `loadBalancer ${child.balancer}` }],
          members: child.members.map((member) => ({ id: `member ${String(member['name'])}` })).sort(byId),
        };
      }),
    ],
    healthmonitors: [
      ...apiParts.monitors.map((piece) => {
        const { pool_id: _owner, ...own } = body(piece);
        return { ...MONITOR, ...own, pools: [{ id: part(apiParts.pools[0]) }] };
      }),
      ...children.flatMap((child) =>
        child.monitor === undefined
          ? []
          : [{ ...MONITOR, ...child.monitor, pools: [{ id: `pool ${String(child.pool['name'])}` }] }],
      ),
    ],
    members: [
      ...changes('member').map((member) => ({ ...MEMBER, ...body(member), pool_id: word(member.pool) })),
      ...children.flatMap((child) =>
        child.members.map((member) => ({ ...MEMBER, ...member, pool_id: `pool ${String(child.pool['name'])}` })),
      ),
    ],
    servers: of('server').map((piece) => {
      const { networks: _networks, block_device_mapping_v2: _mapping, flavorRef, imageRef, ...own } = body(piece);
      const [port] = referencesIn(piece.body['networks'] ?? []).flatMap((reference) =>
        of('port').filter((one) => one.key === reference.piece),
      );
      const roots = referencesIn(piece.body['block_device_mapping_v2'] ?? []);
      const attached = changes('attach').filter((attach) => attach.server.piece === piece.key);
      return {
        description: null,
        key_name: null,
        locked: false,
        metadata: {},
        status: 'ACTIVE',
        tags: [],
        ...own,
        addresses: [nameIn(port === undefined ? '' : network(port))],
        flavor: flavorRef,
        image: imageRef ?? '',
        security_groups: (port === undefined ? [] : groups(port)).map(nameIn).sort(),
        'os-extended-volumes:volumes_attached': sorted([
          ...roots.map((root) => ({ delete_on_termination: true, id: word(root) })),
          ...attached.map((attach) => ({ delete_on_termination: false, id: word(attach.volume) })),
        ]),
      };
    }),
    volumes: of('volume').map((piece) => {
      const { imageRef, volume_type: _type, ...own } = body(piece);
      const server = serverOn.get(piece.key);
      const marks = changes('mark').filter((mark) => mark.volume.piece === piece.key);
      return {
        bootable: imageRef === undefined ? 'false' : 'true',
        multiattach: false,
        snapshot_id: null,
        source_volid: null,
        ...own,
        metadata: Object.assign({}, own['metadata'], ...marks.map((mark) => mark.marks)),
        status: server === undefined ? 'available' : 'in-use',
        attachments: server === undefined ? [] : [server],
      };
    }),
    snapshots: of('snapshot').map((piece) => {
      const { force: _force, ...own } = body(piece);
      return { ...own, size: spec.volumes[0]?.sizeGiB, status: 'available' };
    }),
    server_groups: of('serverGroup').map((piece) => ({
      rules: {},
      ...body(piece),
      members: of('server')
        .filter((server) => referencesIn(server.hints ?? {}).some((hint) => hint.piece === piece.key))
        .map((server) => `server ${server.name}`)
        .sort(),
    })),
    keypairs: of('keypair').map((piece) => body(piece)),
    application_credentials: of('applicationCredential').map((piece) => body(piece)),
  };
  return Object.fromEntries(
    Object.entries(listing).map(([collection, entries]) => [collection, sorted(entries.map(ordered))]),
  );
}

const PORT = {
  admin_state_up: true,
  allowed_address_pairs: [],
  'binding:vnic_type': 'normal',
  extra_dhcp_opts: [],
  port_security_enabled: true,
  tags: [],
};
const LISTENER = {
  admin_state_up: true,
  allowed_cidrs: null,
  client_authentication: 'NONE',
  client_ca_tls_container_ref: null,
  client_crl_container_ref: null,
  connection_limit: -1,
  default_tls_container_ref: null,
  description: '',
  insert_headers: {},
  l7policies: [],
  provisioning_status: 'ACTIVE',
  sni_container_refs: [],
  tags: [],
  timeout_client_data: 50000,
  timeout_member_connect: 5000,
  timeout_member_data: 50000,
  timeout_tcp_inspect: 0,
};
const POOL = {
  admin_state_up: true,
  ca_tls_container_ref: null,
  crl_container_ref: null,
  description: '',
  provisioning_status: 'ACTIVE',
  session_persistence: null,
  tags: [],
  tls_container_ref: null,
  tls_enabled: false,
};
const MONITOR = {
  admin_state_up: true,
  domain_name: null,
  expected_codes: null,
  http_method: null,
  http_version: null,
  max_retries_down: 3,
  provisioning_status: 'ACTIVE',
  tags: [],
  url_path: null,
};
const MEMBER = {
  admin_state_up: true,
  backup: false,
  monitor_address: null,
  monitor_port: null,
  provisioning_status: 'ACTIVE',
  subnet_id: null,
  tags: [],
  weight: 1,
};
const RULE = {
  description: null,
  port_range_max: null,
  port_range_min: null,
  protocol: null,
  remote_group_id: null,
  remote_ip_prefix: null,
};

interface ServicePart {
  readonly balancer: string;
  readonly listener: Item;
  readonly pool: Item;
  readonly monitor: Item | undefined;
  readonly members: readonly Item[];
}

function servicesParts(
  balancers: readonly CreatePiece[],
  word: (reference: Reference) => string,
): readonly ServicePart[] {
  return balancers.flatMap((piece) => {
    const { listeners } = resolve(piece.body, word) as {
      listeners?: readonly (Item & { default_pool: Item & { healthmonitor?: Item; members: readonly Item[] } })[];
    };
    return (listeners ?? []).map((listener) => ({
      balancer: piece.name,
      listener,
      pool: listener.default_pool,
      monitor: listener.default_pool.healthmonitor,
      members: listener.default_pool.members,
    }));
  });
}

function rulesOf(
  piece: Extract<Piece, { do: 'rules' }> | undefined,
  word: (reference: Reference) => string,
): readonly Item[] {
  const rules = (piece?.rules ?? []).map((rule) => ({ ...RULE, description: '', ...(resolve(rule, word) as Item) }));
  const own =
    piece === undefined || piece.strip === 'no'
      ? ['IPv4', 'IPv6'].map((ethertype) => ({ ...RULE, direction: 'egress', ethertype }))
      : [];
  return [...rules, ...own].map(ordered);
}

function wordOf(reference: Reference, byKey: ReadonlyMap<string, Piece>): string {
  const piece = byKey.get(reference.piece);
  if (piece === undefined) throw new Error(`nobody makes ${reference.piece}`);
  if (reference.take === 'vipPort') return `vip of ${piece.name}`;
  const word = piece.do === 'create' ? `${piece.kind} ${piece.name}` : piece.name;
  return reference.take === 'address' ? `address of ${word}` : word;
}

function networkOf(
  subnet: Reference,
  byKey: ReadonlyMap<string, Piece>,
  word: (reference: Reference) => string,
): string {
  const piece = byKey.get(subnet.piece);
  return piece?.do === 'create' ? String((resolve(piece.body, word) as Item)['network_id']) : '';
}

function subnetsOf(port: Item): readonly unknown[] {
  return Array.isArray(port['fixed_ips']) ? port['fixed_ips'].map((ip: Item) => ip['subnet_id']) : [];
}

function referencesIn(value: Value): readonly Reference[] {
  const found: Reference[] = [];
  resolve(value, (reference) => {
    found.push(reference);
    return '';
  });
  return found;
}

function nameIn(word: string): string {
  return word.slice(word.indexOf(' ') + 1);
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function ordered(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, value]) => [field, isPlain(value) ? ordered(value) : value]),
  );
}

function isPlain(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
