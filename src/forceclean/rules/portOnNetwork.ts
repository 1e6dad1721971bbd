import { isInterface, isNetworksOwn, isRoutersOwn } from '../../creators/neutron.ts';
import { OCTAVIA } from '../../creators/octavia.ts';
import { isBare } from '../bare.ts';
import { called } from '../index.ts';
import { hanging, veto, weak, type Reason, type Rule, type Standing, type View } from '../rule.ts';
import type { Resource } from '../../model/resource.ts';
import { loadBalancerIdOf, networkOf } from './portOfLoadBalancer.ts';

const MONITOR = OCTAVIA.ovnMonitor.template.reader();

/**
 * A port on our network is judged by who holds it. VIP ports have a rule of their own. A port that nobody holds is ours
 * when a generator's text or no text at all stands on it; words that a person wrote are a reason to ask.
 */
export const portOnNetwork: Rule = {
  name: 'on-owned-network',
  kinds: ['port'],
  look(resource, view) {
    const network = networkOf(resource, view);
    if (loadBalancerIdOf(resource) !== undefined || view.pointing('loadBalancer', 'vipPort', resource).length > 0)
      return [];
    const devices = view.linkedTo(resource, 'device');
    const foreign = devices.find((device) => device.kind === 'server' && view.standing(device) === undefined);
    if (foreign !== undefined) return [veto(`plugged into ${called(foreign)}, which is not ours`, foreign.id)];
    return network === undefined ? [] : byOwner(resource, network, devices, view);
  },
};

/** A subport has no device: its trunk holds it, which is judged by itself (neutron-lib, TRUNK_SUBPORT_OWNER). */
const HELD_BY_NO_DEVICE: readonly string[] = ['', 'trunk:subport'];

function byOwner(port: Resource, network: Standing, devices: readonly Resource[], view: View): readonly Reason[] {
  const owner = String(port.facts['deviceOwner'] ?? '');
  const on = hanging(network, `on our network, held by ${owner === '' ? 'nobody' : owner}`, networkId(port));
  if (isInterface(port)) return interfaceOf(devices, on, view);
  if (isRoutersOwn(port)) return partOfRouter(devices, on, view);
  if (isNetworksOwn(port) || MONITOR(port.name) !== undefined) return [on];
  const named = view.claims(port).some((claim) => claim.mine);
  if (owner.startsWith('compute:') && devices.length === 0 && !named) return [weak(on.says, on.value)];
  const plain = owner.startsWith('compute:') || HELD_BY_NO_DEVICE.includes(owner);
  return [plain && (named || isBare(port)) ? on : weak(`${on.says}, with words that nobody we know writes`, port.name)];
}

/** An interface of a router that a person lent us is ours to remove; one of another cluster's router is not. */
function interfaceOf(routers: readonly Resource[], on: Reason, view: View): readonly Reason[] {
  const other = routers.find((router) => view.standing(router) === undefined && namesAnother(router, view));
  return other === undefined
    ? [on]
    : [veto(`an interface of ${called(other)}, which another cluster names its own`, other.id)];
}

/** A part of our router goes with that. Of any other router it is a guest. */
function partOfRouter(routers: readonly Resource[], on: Reason, view: View): readonly Reason[] {
  const ours = routers.some((router) => view.standing(router) !== undefined);
  return [ours ? on : weak(`${on.says} for a router that is not ours`, on.value)];
}

function namesAnother(resource: Resource, view: View): boolean {
  const claims = view.claims(resource);
  return !claims.some((claim) => claim.mine) && claims.some((claim) => claim.cluster !== undefined);
}

function networkId(port: Resource): string {
  return port.links.find((link) => link.rel === 'network')?.id ?? '';
}
