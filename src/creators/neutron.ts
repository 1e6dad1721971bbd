import type { Resource } from '../model/resource.ts';

/** Owners of ports that Neutron makes and removes with their network (neutron db/db_base_plugin_v2.py). */
const OWNERS: readonly unknown[] = ['network:dhcp', 'network:distributed'];

/** A port of Neutron's own on a network: for DHCP, or for OVN's metadata. It holds nothing up, and says nothing of anybody. */
export function isNetworksOwn({ kind, facts }: Resource): boolean {
  return kind === 'port' && OWNERS.includes(facts['deviceOwner']);
}
