import type { LedgerEntry } from '../../src/model/evidence.ts';
import { COMMON, UNIQUE, around, neighbour } from './judging.ts';
import type { Case } from './ruleCase.ts';
import { ledgerOf } from './world.ts';

const UID = '464b1352-9dc6-5ebd-8e6a-54d94d656bc6';
const GROUP = { name: `lb-sg-${UID}-web-front` };
/** OCCM's name of old: the first 31 digits of the uid. */
const OLD = `a${UID.replaceAll('-', '').slice(0, 31)}`;

/** What a cluster's API told of the Service with that uid; of another load balancer. */
function told(cluster: string): LedgerEntry {
  const service = { namespace: 'web', name: 'front', uid: UID };
  return { kind: 'loadBalancer', id: 'another', cluster, source: 'journal line 7', service };
}

const DESCRIBED = {
  ...GROUP,
  description: `Security Group for web/front Service LoadBalancer in cluster ${COMMON}`,
};

/** Where a group on no port is not proved by the load balancer of its Service. */
const DOUBTS: readonly { readonly title: string; readonly put: Case['put'] }[] = [
  {
    title: 'where that is gone',
    put({ world, ours }) {
      world.remove(ours.serviceFip, ours.serviceLb, ours.serviceVip);
      return world.put('securityGroup', DESCRIBED);
    },
  },
  {
    title: 'where that has its VIP on a neighbour’s network',
    put({ world, ours, other }) {
      world.change(other.serviceLb, { name: ours.serviceLb.name });
      world.remove(ours.serviceFip, ours.serviceLb, ours.serviceVip);
      return world.put('securityGroup', DESCRIBED);
    },
  },
  {
    title: 'where a neighbour has a load balancer of that name, too',
    put({ world, ours, other }) {
      world.change(other.serviceLb, { name: ours.serviceLb.name });
      return world.put('securityGroup', DESCRIBED);
    },
  },
  {
    title: 'where there is none for that Service',
    put: ({ world, ours }) => {
      world.change(ours.serviceLb, { name: `kube_service_${COMMON}_web_back` });
      return world.put('securityGroup', DESCRIBED);
    },
  },
  {
    title: 'where another group names that Service as well',
    put({ world }) {
      world.put('securityGroup', { ...DESCRIBED, name: GROUP.name.replace('464b', '464c') });
      return world.put('securityGroup', DESCRIBED);
    },
  },
  {
    title: 'where its name and its description name two Services',
    put: ({ world }) => world.put('securityGroup', { ...DESCRIBED, name: `lb-sg-${UID}-web-back` }),
  },
  {
    title: 'where a cluster of that name is seen in another namespace',
    put({ world }) {
      world.put('network', { name: `k8s-clusterapi-cluster-elsewhere-${COMMON}` });
      return world.put('securityGroup', DESCRIBED);
    },
  },
  {
    title: 'where a neighbour’s port uses it',
    put({ world, other }) {
      const group = world.put('securityGroup', DESCRIBED);
      world.change(other.port, { rel: { securityGroup: group } });
      return group;
    },
  },
  {
    title: 'where a neighbour’s port has its id as a tag',
    put({ world, other }) {
      const group = world.put('securityGroup', DESCRIBED);
      world.change(other.port, { tags: [group.id] });
      return group;
    },
  },
];

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
    put({ world, ours }) {
      world.remove(ours.serviceFip, ours.serviceLb, ours.serviceVip);
      return world.put('securityGroup', DESCRIBED);
    },
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
    title: 'it protects also where the neighbour’s cluster has the name of ours',
    put: ({ world }) => world.put('securityGroup', GROUP),
    asked: () => ({ neighbours: around({ ledger: [told(UNIQUE)] }) }),
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
  {
    rule: 'group-of-load-balancer',
    title: 'a group on no port is ours by the load balancer of its Service, where somebody chose the cluster’s name',
    C: COMMON,
    put: ({ world }) => world.put('securityGroup', DESCRIBED),
    verdict: 'ours',
  },
  ...DOUBTS.map(({ title, put }): Case => ({
    rule: 'group-of-load-balancer',
    title: `it proves nothing ${title}`,
    C: COMMON,
    put,
    verdict: 'undecided',
    silent: true,
  })),
  {
    rule: 'group-of-load-balancer',
    title: 'it proves nothing where another run has a cluster of that name',
    C: COMMON,
    put: ({ world }) => world.put('securityGroup', DESCRIBED),
    asked: ({ ours }) => ({
      neighbours: around({ clusters: [neighbour(COMMON)] }),
      ledger: ledgerOf(COMMON, ours.network),
    }),
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'group-of-load-balancer',
    title: 'it proves nothing where a list failed that may show another cluster of the name',
    C: COMMON,
    put: ({ world }) => world.put('securityGroup', DESCRIBED),
    asked: ({ ours }) => ({ gaps: ['router'], ledger: ledgerOf(COMMON, ours.network) }),
    verdict: 'undecided',
    silent: true,
  },
];
