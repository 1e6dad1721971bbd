import { KINDS, type Kind } from '../model/resource.ts';

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
