/** What the APIs list, by collection, as raw JSON: the format of test/fixtures/footprints. */
export type Item = Readonly<Record<string, unknown>>;
export type Listing = Readonly<Record<string, readonly Item[]>>;

/** Fields that the service fills in, or that say when, where and how often: never a creator's choice. */
const EVERYWHERE = ['id', 'created_at', 'updated_at', 'project_id', 'tenant_id', 'revision_number'];
const NEUTRON = [...EVERYWHERE, 'status', 'qos_policy_id', 'availability_zones', 'availability_zone_hints'];
const OCTAVIA = [...EVERYWHERE, 'operating_status', 'tls_ciphers', 'tls_versions', 'alpn_protocols'];

/** Fields left out of the comparison, by collection. Everything else must be equal. */
const IGNORED: Readonly<Record<string, readonly string[]>> = {
  networks: [...NEUTRON, 'mtu', 'ipv4_address_scope', 'ipv6_address_scope', 'subnets'],
  subnets: [...NEUTRON, 'allocation_pools', 'gateway_ip', 'subnetpool_id', 'ipv6_address_mode', 'ipv6_ra_mode'],
  routers: [...NEUTRON, 'flavor_id'],
  ports: [...NEUTRON, 'mac_address', 'qos_network_policy_id'],
  floatingips: [...NEUTRON, 'floating_ip_address', 'port_details'],
  security_groups: [...NEUTRON],
  loadbalancers: [...OCTAVIA, 'vip_address', 'vip_qos_policy_id', 'provider', 'availability_zone', 'additional_vips'],
  listeners: [...OCTAVIA],
  pools: [...OCTAVIA],
  healthmonitors: [...OCTAVIA],
  members: [...OCTAVIA],
  servers: [
    ...EVERYWHERE,
    ...[
      'OS-DCF:diskConfig',
      'OS-EXT-AZ:availability_zone',
      'OS-SRV-USG:launched_at',
      'OS-SRV-USG:terminated_at',
      'hostId',
    ],
    ...['created', 'updated', 'links', 'progress', 'user_id', 'config_drive', 'accessIPv4', 'accessIPv6'],
    ...['trusted_image_certificates', 'OS-EXT-STS:power_state', 'OS-EXT-STS:task_state', 'OS-EXT-STS:vm_state'],
  ],
  volumes: [
    ...EVERYWHERE,
    ...['availability_zone', 'links', 'user_id', 'os-vol-tenant-attr:tenant_id', 'replication_status', 'volume_type'],
    ...['volume_image_metadata', 'consistencygroup_id', 'encrypted'],
  ],
  snapshots: [
    ...EVERYWHERE,
    'os-extended-snapshot-attributes:progress',
    'os-extended-snapshot-attributes:project_id',
    'user_id',
    'group_snapshot_id',
    'consumes_quota',
  ],
  server_groups: [...EVERYWHERE, 'user_id'],
  keypairs: ['fingerprint', 'type'],
  application_credentials: [...EVERYWHERE, 'user_id', 'expires_at', 'roles', 'links', 'access_rules', 'system'],
};

/** Of a rule: what its group and direction do not say. */
const IGNORED_IN_RULES = [
  ...EVERYWHERE,
  'security_group_id',
  'standard_attr_id',
  'normalized_cidr',
  'remote_address_group_id',
  'tags',
  'belongs_to_default_sg',
];

/** Given names for what the cluster did not make: the external network and the image. */
export interface Known {
  readonly externalNetwork: string;
  readonly image: string;
}

/**
 * A listing with ids and addresses replaced by what they stand for (`port srv-0`, `address of port srv-0`), without
 * the ignored fields, sorted; so that two clouds can be compared.
 */
export function readable(listing: Listing, known: Known): Listing {
  const words = dictionary(listing, known);
  const collections = Object.keys(IGNORED).map((collection) => {
    const items = (listing[collection] ?? []).filter(
      (item) => !(collection === 'security_groups' && item['name'] === 'default'),
    );
    return [collection, sorted(items.map((item) => translate(shaped(collection, item), words) as Item))] as const;
  });
  return Object.fromEntries(collections);
}

/** Items in an order of their own. */
export function sorted<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, key: JSON.stringify(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}

function shaped(collection: string, item: Item): Item {
  const kept = without(
    collection === 'keypairs' && isItem(item['keypair']) ? item['keypair'] : item,
    IGNORED[collection] ?? [],
  );
  switch (collection) {
    case 'routers':
      return {
        ...kept,
        external_gateway_info: isItem(kept['external_gateway_info'])
          ? kept['external_gateway_info']['network_id']
          : null,
      };
    case 'ports':
      return { ...kept, fixed_ips: items(kept['fixed_ips']).map((ip) => ip['subnet_id']) };
    case 'security_groups':
      return {
        ...kept,
        security_group_rules: items(kept['security_group_rules']).map((rule) => without(rule, IGNORED_IN_RULES)),
      };
    case 'servers':
      return {
        ...kept,
        addresses: Object.keys(isItem(kept['addresses']) ? kept['addresses'] : {}),
        flavor: isItem(kept['flavor']) ? kept['flavor']['original_name'] : kept['flavor'],
        image: isItem(kept['image']) ? kept['image']['id'] : kept['image'],
        security_groups: [...new Set(items(kept['security_groups']).map((group) => group['name']))],
      };
    case 'volumes':
      return { ...kept, attachments: items(kept['attachments']).map((attachment) => attachment['server_id']) };
    default:
      return kept;
  }
}

/** What each id and each address stands for. */
function dictionary(listing: Listing, known: Known): ReadonlyMap<string, string> {
  const words = new Map([
    [known.externalNetwork, 'external'],
    [known.image, 'image'],
  ]);
  const name = (collection: string, word: (item: Item) => string): void => {
    for (const item of listing[collection] ?? []) words.set(String(item['id']), word(item));
  };
  for (const [collection, kind] of NAMED) name(collection, (item) => `${kind} ${String(item['name'])}`);
  name('floatingips', (item) => `floatingIp ${String(item['description'])}`);
  const vips = new Map(
    (listing['loadbalancers'] ?? []).map((balancer) => [balancer['vip_port_id'], String(balancer['name'])]),
  );
  name('ports', (item) => {
    const vip = vips.get(item['id']);
    if (vip !== undefined) return `vip of ${vip}`;
    return item['name'] === ''
      ? `interface of ${words.get(String(item['device_id'])) ?? 'nobody'}`
      : `port ${String(item['name'])}`;
  });
  for (const port of listing['ports'] ?? []) {
    for (const ip of items(port['fixed_ips']))
      words.set(String(ip['ip_address']), `address of ${words.get(String(port['id'])) ?? ''}`);
  }
  return words;
}

const NAMED = [
  ['networks', 'network'],
  ['subnets', 'subnet'],
  ['routers', 'router'],
  ['security_groups', 'securityGroup'],
  ['loadbalancers', 'loadBalancer'],
  ['listeners', 'listener'],
  ['pools', 'pool'],
  ['healthmonitors', 'healthMonitor'],
  ['members', 'member'],
  ['servers', 'server'],
  ['volumes', 'volume'],
  ['snapshots', 'snapshot'],
  ['server_groups', 'serverGroup'],
] as const;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

function translate(value: unknown, words: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return words.get(value) ?? value.replace(UUID, (id) => words.get(id) ?? id);
  if (Array.isArray(value)) {
    const parts = value.map((part: unknown) => translate(part, words));
    // Lists in these APIs are sets; groups of other projects (a load balancer's own) are nobody's choice here.
    return sorted(parts.filter((part) => !(typeof part === 'string' && part.match(UUID)?.[0] === part)));
  }
  if (isItem(value))
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([field, part]) => [field, translate(part, words)]),
    );
  return value;
}

function without(item: Item, ignored: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([field]) => !ignored.includes(field)));
}

function items(value: unknown): readonly Item[] {
  return Array.isArray(value) ? value.filter(isItem) : [];
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
