import { KINDS, type Kind, type Resource } from '../model/resource.ts';
import type { Index } from './index.ts';
import { loadBalancerIdOf } from './rules/portOfLoadBalancer.ts';

/**
 * Which kinds must have been listed before one of a kind may go: those by which it is judged, and those whose absence
 * its deletion relies on. A network takes its ports along only as far as we can see that they are ours.
 */
export const NEEDS: Readonly<Record<Kind, readonly Kind[]>> = {
  server: ['port', 'network', 'volume'],
  serverGroup: ['server'],
  keypair: ['server'],
  port: ['network', 'router', 'server', 'loadBalancer', 'floatingIp', 'trunk'],
  trunk: ['port', 'server'],
  network: ['port', 'subnet', 'loadBalancer'],
  subnet: ['network', 'port', 'loadBalancer'],
  router: ['port', 'subnet', 'floatingIp'],
  floatingIp: ['port'],
  securityGroup: ['port'],
  loadBalancer: ['network', 'listener', 'pool', 'healthMonitor', 'port', 'floatingIp'],
  listener: ['loadBalancer'],
  pool: ['loadBalancer'],
  healthMonitor: ['loadBalancer', 'pool'],
  volume: ['server', 'snapshot', 'backup', 'volumeAttachment'],
  snapshot: ['volume'],
  backup: ['volume'],
  volumeAttachment: ['server', 'volume'],
  container: [],
  image: [],
  ec2Credential: ['server', 'container'],
  applicationCredential: KINDS.filter((kind) => kind !== 'image'),
};

/** The same of one resource: a floating IP on a VIP is judged by the load balancer, too. Pure. */
export function needsOf(resource: Resource, index: Index): readonly Kind[] {
  const needs = NEEDS[resource.kind];
  return servesVip(resource, index) ? [...needs, 'loadBalancer'] : needs;
}

function servesVip(resource: Resource, index: Index): boolean {
  if (resource.kind !== 'floatingIp') return false;
  return index.linkedTo(resource, 'port').some((port) => loadBalancerIdOf(port) !== undefined);
}
