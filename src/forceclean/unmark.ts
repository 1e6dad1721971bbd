import type { Attribution } from '../model/evidence.ts';
import type { Kind } from '../model/resource.ts';

/** What python-openstackclient calls each kind whose marks it takes off (`… unset --tag`, `… unset --property`). */
const NOUNS: Partial<Readonly<Record<Kind, string>>> = {
  server: 'server',
  port: 'port',
  network: 'network',
  subnet: 'subnet',
  router: 'router',
  floatingIp: 'floating ip',
  securityGroup: 'security group',
  loadBalancer: 'loadbalancer',
  listener: 'loadbalancer listener',
  pool: 'loadbalancer pool',
  healthMonitor: 'loadbalancer healthmonitor',
  volume: 'volume',
  snapshot: 'volume snapshot',
  backup: '--os-volume-api-version 3.43 volume backup',
};

/** How the mark to be kept is taken off a resource: the words of the command. Undefined where it bears none. Pure. */
export function unmarkOf({
  resource,
  evidence,
}: Attribution): { readonly noun: string; readonly mark: string } | undefined {
  const mark = evidence.find((one) => one.source === 'keep-mark')?.value;
  const noun = NOUNS[resource.kind];
  if (mark === undefined || noun === undefined) return undefined;
  const tag = resource.tags.includes(mark);
  // Nova knows tags of servers from 2.26 on.
  const asked = tag && resource.kind === 'server' ? '--os-compute-api-version 2.26 server' : noun;
  return { noun: asked, mark: tag ? `--tag ${mark}` : `--property ${mark.replace(/=true$/, '')}` };
}
