import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { flagOr, objectAt, objectsAt, text, textOr, textsAt } from '../core/read.ts';
import { limitsOf, ownCount, type State, where } from '../core/state.ts';
import { blockOf, toAddress } from './addresses.ts';
import { listReply } from './lists.ts';
import type { Network, Subnet } from './rows.ts';
import { seenNetwork, seenSubnet, subnetVisible } from './seen.ts';
import { mayWrite, naming, onlyKnown, overQuota, rename, standard, touch } from './standard.ts';

const FILTERS = [
  'id',
  'name',
  'network_id',
  'cidr',
  'gateway_ip',
  'ip_version',
  'enable_dhcp',
  'project_id',
  'tenant_id',
  'description',
  'shared',
  'revision_number',
];
const SETTABLE = ['gateway_ip', 'enable_dhcp', 'dns_nameservers', 'host_routes', 'allocation_pools'];

interface SubnetWish {
  readonly name?: string;
  readonly description?: string;
  readonly cidr: string;
  readonly enableDhcp: boolean;
  readonly dnsNameservers?: string[];
  /** undefined: the first address; null: none. */
  readonly gatewayIp?: string | null;
  /** Where addresses that nobody names come from; absent: the whole block but the gateway. */
  readonly pools?: Subnet['pools'];
}

/** Puts a subnet there, without asking for quota. */
export function addSubnet(state: State, projectId: string, network: Network, wish: SubnetWish): Subnet {
  const { first, last } = blockOf(wish.cidr);
  for (const other of where(state.subnets, (row) => row.networkId === network.id)) {
    const block = blockOf(other.cidr);
    if (first > block.last || last < block.first) continue;
    const says = `Requested subnet with cidr: ${wish.cidr} for network: ${network.id} overlaps with another subnet.`;
    throw networkFault(400, 'InvalidInput', `Invalid input for operation: ${says}`);
  }
  const gatewayIp = wish.gatewayIp === undefined ? toAddress(first + 1) : wish.gatewayIp;
  const start = toAddress(gatewayIp === toAddress(first + 1) ? first + 2 : first + 1);
  const subnet: Subnet = {
    ...standard(state, projectId, wish, 0),
    networkId: network.id,
    cidr: wish.cidr,
    gatewayIp,
    pools: wish.pools ?? [{ start, end: toAddress(last - 1) }],
    enableDhcp: wish.enableDhcp,
    dnsNameservers: wish.dnsNameservers ?? [],
    hostRoutes: [],
  };
  state.subnets.set(subnet.id, subnet);
  touch(state, network);
  return subnet;
}

/** POST /subnets */
export function createSubnet(call: Call): Reply {
  const body = objectAt(call.body, 'subnet');
  onlyKnown(body, ['network_id', 'cidr', 'ip_version', ...SETTABLE]);
  const network = seenNetwork(call, text(body, 'network_id'));
  const used = ownCount(call.state.subnets, call.projectId);
  if (used >= limitsOf(call.state, call.projectId).subnets) throw overQuota('subnet');
  const subnet = addSubnet(call.state, call.projectId, network, {
    ...naming(body),
    cidr: text(body, 'cidr'),
    enableDhcp: flagOr(body, 'enable_dhcp', true),
    dnsNameservers: textsAt(body, 'dns_nameservers'),
    ...('gateway_ip' in body ? { gatewayIp: textOr(body, 'gateway_ip', null) } : {}),
    ...('allocation_pools' in body ? { pools: poolsIn(body) } : {}),
  });
  return { status: 201, body: { subnet: subnetView(subnet) } };
}

function poolsIn(body: Record<string, unknown>): Subnet['pools'] {
  return objectsAt(body, 'allocation_pools').map((pool) => ({ start: text(pool, 'start'), end: text(pool, 'end') }));
}

/** GET /subnets */
export function listSubnets(call: Call): Reply {
  const rows = where(call.state.subnets, (row) => subnetVisible(call, row));
  return listReply(call, 'subnets', rows.map(subnetView), FILTERS);
}

/** GET /subnets/{id} */
export function showSubnet(call: Call): Reply {
  return { status: 200, body: { subnet: subnetView(seenSubnet(call, param(call, 'id'))) } };
}

/** PUT /subnets/{id} */
export function updateSubnet(call: Call): Reply {
  const subnet = seenSubnet(call, param(call, 'id'));
  const body = objectAt(call.body, 'subnet');
  onlyKnown(body, SETTABLE);
  mayWrite(call, subnet);
  rename(subnet, body);
  if ('dns_nameservers' in body) subnet.dnsNameservers = textsAt(body, 'dns_nameservers');
  subnet.enableDhcp = flagOr(body, 'enable_dhcp', subnet.enableDhcp);
  touch(call.state, subnet);
  return { status: 200, body: { subnet: subnetView(subnet) } };
}

/** DELETE /subnets/{id}: refused while a port holds an address of it (neutron/plugins/ml2/plugin.py, delete_subnet). */
export function deleteSubnet(call: Call): Reply {
  const subnet = seenSubnet(call, param(call, 'id'));
  mayWrite(call, subnet);
  const held = where(call.state.ports, (port) => port.fixedIps.some((fixed) => fixed.subnetId === subnet.id));
  if (held.length > 0) {
    const why = 'One or more ports have an IP allocation from this subnet.';
    throw networkFault(409, 'SubnetInUse', `Unable to complete operation on subnet ${subnet.id}: ${why}`);
  }
  removeSubnet(call.state, subnet);
  const network = call.state.networks.get(subnet.networkId);
  if (network !== undefined) touch(call.state, network);
  return { status: 204 };
}

/** Takes a subnet away with its book of addresses. */
export function removeSubnet(state: State, subnet: Subnet): void {
  state.subnets.delete(subnet.id);
  state.addresses.delete(subnet.id);
}

function subnetView(row: Subnet): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    tenant_id: row.projectId,
    network_id: row.networkId,
    ip_version: 4,
    subnetpool_id: null,
    enable_dhcp: row.enableDhcp,
    ipv6_ra_mode: null,
    ipv6_address_mode: null,
    gateway_ip: row.gatewayIp,
    cidr: row.cidr,
    allocation_pools: row.pools,
    host_routes: row.hostRoutes,
    dns_nameservers: row.dnsNameservers,
    description: row.description,
    service_types: [],
    tags: row.tags,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    revision_number: row.revision,
    project_id: row.projectId,
  };
}
