import { OCTAVIA } from '../../creators/octavia.ts';
import { template } from '../../creators/text.ts';
import { isBare } from '../bare.ts';
import { called, type Index } from '../index.ts';
import { hanging, partOf, veto, weak, type Rule, type View } from '../rule.ts';
import type { Resource } from '../../model/resource.ts';

/** How a VIP port's device id names its load balancer; its name does as creators/octavia.ts says. */
const DEVICE = template('lb-{U}').reader();
const NAMES = [OCTAVIA.vip, OCTAVIA.ovnVip, OCTAVIA.ovnAdditionalVip].map((row) => row.template.reader());

/**
 * A VIP port belongs to its load balancer, unless a person made it and lent it (`vip_port_id`): Octavia deletes only what it
 * made itself (octavia network/drivers/neutron/allowed_address_pairs.py, deallocate_vip). Without anybody's words it is
 * like any bare port on our network. Where the load balancer is gone for good, a failed create left the port behind
 * (ibid.; seen with Octavia Zed): on our network it is ours.
 */
export const portOfLoadBalancer: Rule = {
  name: 'vip-port',
  kinds: ['port'],
  look(resource, view) {
    const [holder] = view.pointing('loadBalancer', 'vipPort', resource);
    const id = holder?.id ?? loadBalancerIdOf(resource);
    if (id === undefined) return [];
    const loadBalancer = holder ?? view.get('loadBalancer', id);
    if (loadBalancer !== undefined) {
      const standing = view.standing(loadBalancer);
      if (standing === undefined) return [veto(`the VIP of ${called(loadBalancer)}, which is not ours`, id)];
      const says = `the VIP of our ${called(loadBalancer)}`;
      return [isLent(resource, view) ? weak(`${says}, lent by whoever wrote on it`, id) : partOf(standing, says, id)];
    }
    const network = networkOf(resource, view);
    if (network === undefined) return [];
    if (view.unlisted('loadBalancer')) return [weak('the VIP of a load balancer that could not be looked up', id)];
    return [hanging(network, `on our network, and its load balancer ${id} is gone`, id)];
  },
};

/** Who makes VIP ports (octavia/common/constants.py, OCTAVIA_OWNER; ovn-octavia-provider common/constants.py). */
const MAKERS: readonly string[] = ['Octavia', 'ovn-lb:vip'];

/** Not of Octavia's making, by its owner or its name (older OVN providers write no owner), and with somebody's words on it. */
function isLent(port: Resource, view: View): boolean {
  return !MAKERS.includes(String(port.facts['deviceOwner'] ?? '')) && !view.named(port) && !isBare(port);
}

/** The load balancer that a port says it serves, in its device id or its name. */
export function loadBalancerIdOf(port: Resource): string | undefined {
  const read = [DEVICE(String(port.facts['deviceId'] ?? '')), ...NAMES.map((name) => name(port.name))];
  return read.find((tokens) => tokens !== undefined)?.U ?? deviceLink(port);
}

/** True for a VIP port whose load balancer no list shows: its making is not finished, or it is gone. */
export function awaitsBalancer(port: Resource, index: Pick<Index, 'get' | 'pointing'>): boolean {
  if (index.pointing('loadBalancer', 'vipPort', port).length > 0) return false;
  const id = loadBalancerIdOf(port);
  return id !== undefined && index.get('loadBalancer', id) === undefined;
}

function deviceLink(port: Resource): string | undefined {
  return port.links.find((link) => link.rel === 'device' && link.kind === 'loadBalancer')?.id;
}

/** How the port's network is ours. */
export function networkOf(port: Resource, view: View): ReturnType<View['standing']> {
  const id = port.links.find((link) => link.rel === 'network')?.id;
  return id === undefined ? undefined : view.standing({ kind: 'network', id });
}
