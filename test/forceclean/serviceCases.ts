import type { LedgerEntry } from '../../src/model/evidence.ts';
import { COMMON, UNIQUE, around } from './judging.ts';
import type { Case } from './ruleCase.ts';

const UID = '464b1352-9dc6-5ebd-8e6a-54d94d656bc6';
const GROUP = { name: `lb-sg-${UID}-web-front` };
/** OCCM's name of old: the first 31 digits of the uid. */
const OLD = `a${UID.replaceAll('-', '').slice(0, 31)}`;

/** What a cluster's API told of the Service with that uid; of another load balancer. */
function told(cluster: string): LedgerEntry {
  const service = { namespace: 'web', name: 'front', uid: UID };
  return { kind: 'loadBalancer', id: 'another', cluster, source: 'journal line 7', service };
}

/** Cases of the rules about what the cloud controller manager makes for a Service. */
export const SERVICE_CASES: readonly Case[] = [
  {
    rule: 'service-uid',
    title: 'a group whose name holds the uid of our Service is ours, though it has no description and nobody uses it',
    put: ({ world }) => world.put('securityGroup', GROUP),
    asked: () => ({ ledger: [told(UNIQUE)] }),
    verdict: 'ours',
  },
  {
    rule: 'service-uid',
    title: 'also where somebody chose the cluster’s name, which others may have as well',
    C: COMMON,
    put: ({ world }) =>
      world.put('securityGroup', {
        ...GROUP,
        description: `Security Group for web/front Service LoadBalancer in cluster ${COMMON}`,
      }),
    asked: () => ({ ledger: [told(COMMON)] }),
    verdict: 'ours',
  },
  {
    rule: 'service-uid',
    title: 'one with another uid is not',
    put: ({ world }) => world.put('securityGroup', { name: GROUP.name.replace('464b', '464c') }),
    asked: () => ({ ledger: [told(UNIQUE)] }),
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'service-uid',
    title: 'nor one of that uid which is called otherwise',
    put: ({ world }) => world.put('securityGroup', { name: `${GROUP.name}-copy` }),
    asked: () => ({ ledger: [told(UNIQUE)] }),
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'service-uid',
    title: 'the uid of a neighbour’s Service protects a group, though only our ports use it',
    put({ world, ours }) {
      const group = world.put('securityGroup', GROUP);
      world.change(ours.port, { rel: { securityGroup: group } });
      return group;
    },
    asked: () => ({ neighbours: around({ ledger: [told('tzzzzzzzzza')] }) }),
    verdict: 'neighbour',
  },
  {
    rule: 'service-uid',
    title: 'a load balancer under OCCM’s old name, which is our Service’s uid, is ours on our network',
    put: ({ world, ours }) => world.change(ours.serviceLb, { name: OLD, description: '', tags: [] }),
    asked: () => ({ ledger: [told(UNIQUE)] }),
    verdict: 'ours',
  },
  {
    rule: 'service-uid',
    title: 'with its VIP on a neighbour’s network it is a contradiction',
    put: ({ world, other }) => world.change(other.serviceLb, { name: OLD, description: '', tags: [] }),
    asked: () => ({ ledger: [told(UNIQUE)] }),
    verdict: 'undecided',
  },
];
