import type { Resource } from '../model/resource.ts';

/** Owners of ports that Neutron makes and removes with their network (neutron db/db_base_plugin_v2.py). */
const OWNERS: readonly unknown[] = ['network:dhcp', 'network:distributed'];

/** A port of Neutron's own on a network: for DHCP, or for OVN's metadata. It holds nothing up, and says nothing of anybody. */
export function isNetworksOwn({ kind, facts }: Resource): boolean {
  return kind === 'port' && OWNERS.includes(facts['deviceOwner']);
}

/** Owners of ports that routers hold (neutron-lib constants.py); a router call removes them, never a port's delete. */
const INTERFACES: readonly unknown[] = [
  'network:router_interface',
  'network:router_interface_distributed',
  'network:ha_router_replicated_interface',
];

/** A router's interface on a network. */
export function isInterface({ kind, facts }: Resource): boolean {
  return kind === 'port' && INTERFACES.includes(facts['deviceOwner']);
}

/**
 * Owners of ports that a router has besides its interfaces (neutron-lib constants.py): its gateway, what links the copies of a
 * highly available one (neutron db/l3_hamode_db.py), and a distributed one's way out of each network (db/l3_dvr_db.py,
 * _add_csnat_router_interface_port). Neutron makes them for no project, so that a project's list need not show them, and
 * removes them with the interface or the router. `network:routed` is none of them: it is a service type of subnets
 * (db/ipam_backend_mixin.py).
 */
const ROUTERS: readonly unknown[] = [
  'network:router_gateway',
  'network:router_ha_interface',
  'network:router_centralized_snat',
];

/** A port that is a part of its router: nobody's guest on a network, and no interface that a call could take off. */
export function isRoutersOwn({ kind, facts }: Resource): boolean {
  return kind === 'port' && ROUTERS.includes(facts['deviceOwner']);
}
