import { expect } from 'chai';
import { describe, it } from 'mocha';
import { credentialTexts } from '../../src/creators/runMarks.ts';
import { attribute } from '../../src/forceclean/attribute.ts';
import type { Rule } from '../../src/forceclean/rule.ts';
import { RULES } from '../../src/forceclean/rules/table.ts';
import type { Attribution } from '../../src/model/evidence.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { standBalancer, standCluster, standProject, type ClusterParts } from './cluster.ts';
import { COMMON, UNIQUE, around, judgementOf, names, neighbour } from './judging.ts';
import { BARE_CASES } from './bareCases.ts';
import { KIND_CASES } from './kindCases.ts';
import { VOLUME_CASES } from './volumeCases.ts';
import { SERVICE_CASES } from './serviceCases.ts';
import type { Case, Scene } from './ruleCase.ts';
import { createWorld, ledgerOf, type World } from './world.ts';

const OTHER = 'tzzzzzzzzza';
/** A Service of ours, as OCCM tags with it. */
const SERVICE = `kube_service_${UNIQUE}_a_b`;

const LB_SG = 'lb-sg-464b1352-9dc6-5ebd-8e6a-54d94d656bc6-web-front';
const POOL = {
  description: 'Created by cluster-api-provider-openstack OpenStackFloatingIPPool public',
  tags: ['cluster-api-provider-openstack-fip-pool-public'],
};
const BORN = '2026-11-23T10:30:00Z';
const LATER = '2026-11-23T11:30:00Z';

/** A server on our network whose port has our text and which itself is called so. */
function strangeServer(world: World, { network, subnet }: ClusterParts, name: string): Resource {
  const server = world.put('server', { name });
  world.put('port', {
    description: `Created by cluster-api-provider-openstack cluster ${UNIQUE}`,
    facts: { deviceOwner: 'compute:nova' },
    rel: { network, subnet, device: server },
  });
  return server;
}

/** An address without any text on a load balancer without any text on our network. */
function bareAddress({ world, ours: { network, subnet } }: Scene): Resource {
  const [vip] = standBalancer(world, { network, subnet }, '', '');
  return world.put('floatingIp', { rel: { port: vip } });
}

/** What a V1 management host of this prefix stands on. */
function standHost(world: World, P: string): { readonly [kind in 'network' | 'port' | 'server']: Resource } {
  const network = world.put('network', { name: `${P}-net` });
  const server = world.put('server', { name: `${P}-mgmtcluster` });
  return { network, server, port: world.put('port', { name: `${P}-port`, rel: { network, device: server } }) };
}

/** The cluster's load balancer of CAPO's, whose network or VIP port (or both) is in no list. */
function withoutVip({ world, ours }: Scene, C: string, gone: readonly ('network' | 'vip')[]): Resource {
  world.remove(ours.apiLb);
  const network = world.put('network', { projectId: 'f00d' });
  const subnet = world.put('subnet', { projectId: 'f00d', rel: { network } });
  const [vip, balancer] = standBalancer(world, { network, subnet }, `k8s-clusterapi-cluster-${C}-${C}-kubeapi`, '');
  world.remove(...gone.map((one) => (one === 'vip' ? vip : network)));
  return balancer;
}

const CASES: readonly Case[] = [
  ...BARE_CASES,
  ...KIND_CASES,
  ...SERVICE_CASES,
  ...VOLUME_CASES,
  {
    rule: 'ledger',
    title: 'what the ledger names is ours, whatever it is called',
    put: ({ world }) => world.put('volume', { name: 'anything' }),
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'ours',
  },
  {
    rule: 'ledger',
    title: 'what another cluster’s ledger names is not ours, even with our text',
    put: ({ ours }) => ours.claim,
    asked: (_scene, one) => ({ ledger: ledgerOf(OTHER, one) }),
    verdict: 'undecided',
  },
  {
    rule: 'other-project',
    title: 'a port of another project on our network is not ours',
    put: ({ world, ours: { network, subnet } }) => world.put('port', { projectId: 'f00d', rel: { network, subnet } }),
    verdict: 'neighbour',
  },
  {
    rule: 'baseline',
    title: 'what stood before the cluster is not ours, whatever it says',
    put: ({ ours }) => ours.claim,
    asked: (_scene, one) => ({ baseline: new Set([`volume/${one.id}`]) }),
    verdict: 'undecided',
  },
  {
    rule: 'born-before',
    title: 'what is older than the run is not ours',
    put: ({ world, ours }) => world.change(ours.claim, { createdAt: '2026-11-23T10:59:50Z' }),
    asked: () => ({ bornAt: '2026-11-23T11:00:00Z' }),
    verdict: 'undecided',
  },
  {
    rule: 'born-before',
    title: 'what the ledger names may look older: clocks of services differ',
    put: ({ world, ours }) => world.change(ours.claim, { createdAt: '2026-11-23T10:59:50Z' }),
    asked: (_scene, one) => ({ bornAt: '2026-11-23T11:00:00Z', ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'keep-mark',
    title: 'a volume marked by a person is kept',
    put: ({ world, ours }) => world.change(ours.claim, { metadata: { ...ours.claim.metadata, 'e2e-keep': 'true' } }),
    verdict: 'undecided',
  },
  {
    rule: 'keep-mark',
    title: 'the janitor’s mark counts, too, and as a tag',
    put: ({ world, ours }) => world.change(ours.network, { tags: ['janitor.capi.azimuth-cloud.com/keep=true'] }),
    verdict: 'undecided',
  },
  {
    rule: 'locked',
    title: 'a locked server is kept',
    put: ({ world, ours }) => world.change(ours.server, { facts: { locked: true } }),
    verdict: 'undecided',
  },
  {
    rule: 'locked',
    title: 'a volume on its way to somebody else is kept',
    put: ({ world, ours }) => world.change(ours.claim, { status: 'awaiting-transfer' }),
    verdict: 'undecided',
  },
  {
    rule: 'locked',
    title: 'what its service calls protected is kept',
    put: ({ world, ours }) => world.change(ours.claim, { facts: { protected: true } }),
    verdict: 'undecided',
  },
  {
    rule: 'lease-book',
    title: 'a ticket is none of its cluster’s resources, even in the ledger',
    put({ world }) {
      const network = world.put('network', { name: 'troika-leases' });
      return world.put('port', { name: UNIQUE, rel: { network }, facts: { deviceOwner: 'troika:lease' } });
    },
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'undecided',
  },
  {
    rule: 'lease-book',
    title: 'the lease book is every run’s, even in the ledger of the one that made it',
    put: ({ world }) => world.put('network', { name: 'troika-leases' }),
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'undecided',
  },
  {
    rule: 'shared',
    title: 'the default security group is nobody’s, even in the ledger',
    put: ({ world }) => world.put('securityGroup', { name: 'default', facts: { isDefault: true } }),
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'undecided',
  },
  {
    rule: 'shared',
    title: 'an external network is nobody’s, even in the ledger',
    put: ({ world }) => world.put('network', { name: 'out', facts: { external: true } }),
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'undecided',
  },
  {
    rule: 'shared',
    title: 'a network shared with other projects is kept',
    put: ({ world, ours }) => world.change(ours.network, { facts: { shared: true } }),
    verdict: 'undecided',
  },
  {
    rule: 'shared',
    title: 'the floating IP of a load balancer that serves another cluster, too, is kept',
    put({ world, ours }) {
      world.change(ours.serviceLb, { tags: [...ours.serviceLb.tags, `kube_service_${OTHER}_web_front`] });
      return ours.serviceFip;
    },
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'undecided',
  },
  {
    rule: 'shared',
    title: 'an image is never ours, even in the ledger',
    put: ({ world }) => world.put('image', { name: `ubuntu-${UNIQUE}` }),
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'undecided',
  },
  {
    rule: 'credential-in-use',
    title: 'the credential in use is kept',
    put: ({ world }) => world.put('applicationCredential', { name: `${UNIQUE}-${UNIQUE}-appcred` }),
    asked: (_scene, one) => ({ applicationCredentialId: one.id }),
    verdict: 'undecided',
  },
  {
    rule: 'management-host',
    title: 'a management host that other clusters may share is not one cluster’s',
    put: ({ world }) => world.put('network', { name: 'capi-net' }),
    asked: () => ({ clusters: [names(COMMON, { prefix: 'capi' })] }),
    C: COMMON,
    verdict: 'neighbour',
  },
  {
    rule: 'names-another-cluster',
    title: 'a description that names another cluster is a reason against',
    put: ({ world, ours: { network, subnet } }) =>
      world.put('port', {
        description: `Created by cluster-api-provider-openstack cluster ${OTHER}`,
        rel: { network, subnet },
      }),
    verdict: 'neighbour',
  },
  {
    rule: 'names-another-cluster',
    title: 'a load balancer on our network that another cluster shares is kept',
    put: ({ world, ours }) =>
      world.change(ours.serviceLb, { tags: [...ours.serviceLb.tags, `kube_service_${OTHER}_web_front`] }),
    verdict: 'undecided',
  },
  {
    rule: 'names-another-cluster',
    title: 'ours that also serves a cluster called by OCCM’s default is kept',
    put: ({ world, ours }) =>
      world.change(ours.serviceLb, { tags: [...ours.serviceLb.tags, 'kube_service_kubernetes_web_front'] }),
    verdict: 'undecided',
  },
  {
    rule: 'names-another-cluster',
    title: 'and so is the listener of such a cluster in it',
    put: ({ world, ours: { serviceLb } }) =>
      world.put('listener', {
        name: 'listener_0_kube_service_kubernetes_web_front',
        rel: { loadBalancer: serviceLb },
      }),
    verdict: 'neighbour',
  },
  {
    rule: 'names-another-cluster',
    title: 'one of which nothing names us, but the ledger, is ours under OCCM’s default',
    put: ({ world, ours: { network, subnet } }) => {
      const name = 'kube_service_kubernetes_web_front';
      return standBalancer(world, { network, subnet }, name, '', [name])[1];
    },
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'names-another-cluster',
    title: 'the default cluster name of OCCM and CSI names nobody',
    put: ({ world, ours }) =>
      world.change(ours.claim, { metadata: { 'cinder.csi.openstack.org/cluster': 'kubernetes' } }),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'text',
    title: 'a unique name proves a floating IP by its description alone',
    put: ({ world }) =>
      world.put('floatingIp', {
        description: `Floating IP for Kubernetes external service a/b from cluster ${UNIQUE}`,
      }),
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'a common name does not: OCCM writes the cluster’s name alone',
    C: COMMON,
    put: ({ world }) =>
      world.put('floatingIp', {
        description: `Floating IP for Kubernetes external service a/b from cluster ${COMMON}`,
      }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'a common name with its namespace proves a leaked floating IP of CAPO',
    C: COMMON,
    put: ({ world }) =>
      world.put('floatingIp', {
        status: 'DOWN',
        description: `Created by cluster-api-provider-openstack cluster ${COMMON}-${COMMON}`,
      }),
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'a claim’s volume of a common name, attached to nothing, is undecided',
    C: COMMON,
    put: ({ world, ours }) => world.put('volume', { name: 'pvc-x', metadata: ours.claim.metadata }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'a server of a unique name that has no port yet is ours: its name is all it has',
    put: ({ world }) => world.put('server', { name: `${UNIQUE}-bcdfg-bcdfg`, status: 'BUILD' }),
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'but not where a cluster is seen whose servers could be called so',
    put: ({ world }) => {
      world.put('volume', { metadata: { 'cinder.csi.openstack.org/cluster': `${UNIQUE}-bcdfg` } });
      return world.put('server', { name: `${UNIQUE}-bcdfg-bcdfg`, status: 'BUILD' });
    },
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'a tag alone proves nothing: OCCM tags load balancers that others lend it',
    put: ({ world, external }) => {
      const network = world.put('network', { name: 'lent' });
      const subnet = world.put('subnet', { rel: { network } });
      expect(external.kind).to.equal('network');
      return standBalancer(world, { network, subnet }, 'shop', 'the shop', [`kube_service_${UNIQUE}_a_b`])[1];
    },
    verdict: 'neighbour',
  },
  {
    rule: 'text',
    title: 'two networks of one common name are two clusters’: neither is proved',
    C: COMMON,
    put: ({ world, ours }) => {
      world.put('network', { name: ours.network.name });
      return ours.network;
    },
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'the namesake that stood before the run does not count',
    C: COMMON,
    put: ({ world, ours }) => {
      world.put('network', { name: ours.network.name, createdAt: '2026-11-22T08:00:00Z' });
      return ours.network;
    },
    asked: () => ({ bornAt: '2026-11-23T10:00:00Z' }),
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'a common application credential needs both its texts',
    C: COMMON,
    put: ({ world }) => world.put('applicationCredential', { name: `${COMMON}-${COMMON}-appcred` }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'a credential that Troika made for the cluster has both its texts',
    put: ({ world }) => world.put('applicationCredential', credentialTexts(UNIQUE)),
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'a stranger’s credential that is called so is not ours',
    put: ({ world }) =>
      world.put('applicationCredential', { name: credentialTexts(UNIQUE).name, description: 'for my own tests' }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'nor one that has the description alone',
    put: ({ world }) =>
      world.put('applicationCredential', { name: 'mine', description: credentialTexts(UNIQUE).description }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'nor one whose two texts name two clusters in question',
    put: ({ world }) =>
      world.put('applicationCredential', { ...credentialTexts(UNIQUE), name: credentialTexts(OTHER).name }),
    asked: () => ({ clusters: [names(UNIQUE), names(OTHER)] }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'Troika gives none to a cluster of a chosen name, so its two texts do not prove one',
    C: COMMON,
    put: ({ world }) => world.put('applicationCredential', credentialTexts(COMMON)),
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-network',
    title: 'a subnet lies in our network',
    put: ({ world, ours: { network } }) => world.put('subnet', { name: 'second', rel: { network } }),
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'a router that somebody lent us is not ours',
    put: ({ world, ours: { network, subnet } }) => {
      const router = world.put('router', { name: 'uplink' });
      world.put('port', {
        facts: { deviceOwner: 'network:router_interface' },
        rel: { network, subnet, device: router },
      });
      return router;
    },
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'on-owned-network',
    title: 'the interface of a lent router on our network is ours to take off',
    put: ({ world, ours: { network, subnet } }) => {
      const router = world.put('router', { name: 'uplink' });
      return world.put('port', {
        facts: { deviceOwner: 'network:router_interface' },
        rel: { network, subnet, device: router },
      });
    },
    verdict: 'ours',
  },
  {
    rule: 'on-owned-network',
    title: 'the interface of another cluster’s router on our network is not',
    put: ({ world, ours: { network, subnet }, other }) =>
      world.put('port', {
        facts: { deviceOwner: 'network:router_interface' },
        rel: { network, subnet, device: other.router },
      }),
    verdict: 'neighbour',
  },
  {
    rule: 'all-ports-on-owned-networks',
    title: 'a server of a common name, all of whose ports are on our network, is ours',
    C: COMMON,
    put: ({ ours }) => ours.server,
    verdict: 'ours',
  },
  {
    rule: 'all-ports-on-owned-networks',
    title: 'a debugging machine that somebody put into our network is not',
    put: ({ world, ours: { network, subnet, group } }) => {
      const server = world.put('server', { name: 'debug' });
      world.put('port', {
        facts: { deviceOwner: 'compute:nova' },
        rel: { network, subnet, device: server, securityGroup: group },
      });
      return server;
    },
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'on-owned-network',
    title: 'nor is its port, which keeps our network',
    put: ({ world, ours: { network, subnet } }) => {
      const device = world.put('server', { name: 'debug' });
      return world.put('port', { facts: { deviceOwner: 'compute:nova' }, rel: { network, subnet, device } });
    },
    verdict: 'neighbour',
  },
  {
    rule: 'all-ports-on-owned-networks',
    title: 'a server with a port elsewhere is kept, even with our name',
    put: ({ world, ours, other: { network, subnet } }) => {
      world.put('port', { facts: { deviceOwner: 'compute:nova' }, rel: { network, subnet, device: ours.server } });
      return ours.server;
    },
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-network',
    title: 'a port that nobody holds and nobody named is ours on our network',
    put: ({ world, ours: { network, subnet } }) => world.put('port', { rel: { network, subnet } }),
    verdict: 'ours',
  },
  {
    rule: 'on-owned-network',
    title: 'a port that somebody named is not',
    put: ({ world, ours: { network, subnet } }) => world.put('port', { name: 'for-tcpdump', rel: { network, subnet } }),
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-network',
    title: 'a port whose holder we do not know is not',
    put: ({ world, ours: { network, subnet } }) =>
      world.put('port', { facts: { deviceOwner: 'manila:share' }, rel: { network, subnet } }),
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-network',
    title: 'Neutron’s own port goes with our network',
    put: ({ world, ours: { network, subnet } }) =>
      world.put('port', { facts: { deviceOwner: 'network:dhcp' }, rel: { network, subnet } }),
    verdict: 'ours',
  },
  {
    rule: 'vip-port',
    title: 'the VIP port of our load balancer is ours, even without owner and device',
    put: ({ world, ours }) => world.change(ours.serviceVip, { name: '', facts: {} }),
    verdict: 'ours',
  },
  ...(['name', 'description'] as const).map((field): Case => ({
    rule: 'vip-port',
    title: `one to which a person gave a ${field}, and lent it, is not`,
    put: ({ world, ours }) => world.change(ours.serviceVip, { name: '', facts: {}, [field]: 'shop' }),
    verdict: 'undecided',
  })),
  {
    rule: 'vip-port',
    title: 'but one that Octavia made is, whatever a person called it since',
    put: ({ world, ours }) => world.change(ours.serviceVip, { name: 'shop' }),
    verdict: 'ours',
  },
  {
    rule: 'vip-port',
    title: 'the VIP port of somebody else’s load balancer on our network is not',
    put: ({ world, ours: { network, subnet } }) => {
      const [vip] = standBalancer(world, { network, subnet }, `kube_service_${OTHER}_a_b`, '');
      return vip;
    },
    verdict: 'neighbour',
  },
  {
    rule: 'vip-port',
    title: 'the VIP port of a load balancer that is gone is ours on our network',
    put: ({ world, ours }) => {
      world.remove(ours.serviceLb);
      return ours.serviceVip;
    },
    verdict: 'ours',
  },
  {
    rule: 'vip-port',
    title: 'but not while load balancers cannot be listed',
    put: ({ ours }) => ours.serviceVip,
    asked: () => ({ gaps: ['loadBalancer'] }),
    verdict: 'undecided',
  },
  {
    rule: 'vip-on-owned-network',
    title: 'a load balancer with its VIP on our network is ours without any text',
    put: ({ world, ours: { network, subnet } }) => standBalancer(world, { network, subnet }, '', '')[1],
    verdict: 'ours',
  },
  {
    rule: 'vip-on-owned-network',
    title: 'one that a person named and lent to a Service is not, though OCCM tags it',
    put: ({ world, ours: { network, subnet } }) =>
      standBalancer(world, { network, subnet }, 'shop', '', [`kube_service_${UNIQUE}_a_b`])[1],
    verdict: 'undecided',
  },
  {
    rule: 'vip-on-owned-network',
    title: 'one with our exact name on another network is a contradiction',
    put: ({ world, other: { network, subnet } }) =>
      standBalancer(
        world,
        { network, subnet },
        `kube_service_${UNIQUE}_a_b`,
        `Kubernetes external service a/b from cluster ${UNIQUE}`,
      )[1],
    verdict: 'undecided',
  },
  {
    rule: 'vip-on-owned-network',
    title: 'one of a run’s cluster whose VIP is nowhere any more is proved by its name',
    put: (scene) => withoutVip(scene, UNIQUE, ['network', 'vip']),
    verdict: 'ours',
    silent: true,
  },
  ...(['network', 'vip'] as const).map((gone): Case => ({
    rule: 'vip-on-owned-network',
    title: `but not when only its ${gone} is in no list`,
    put: (scene) => withoutVip(scene, UNIQUE, [gone]),
    verdict: 'undecided',
  })),
  ...(['network', 'port'] as const).map((gap): Case => ({
    rule: 'vip-on-owned-network',
    title: `nor while a ${gap} cannot be listed`,
    put: (scene) => withoutVip(scene, UNIQUE, ['network', 'vip']),
    asked: () => ({ gaps: [gap] }),
    verdict: 'undecided',
  })),
  {
    rule: 'vip-on-owned-network',
    title: 'nor when somebody chose the name',
    C: COMMON,
    put: (scene) => withoutVip(scene, COMMON, ['network', 'vip']),
    verdict: 'undecided',
  },
  {
    rule: 'vip-on-owned-network',
    title: 'unless the ledger knows it',
    C: COMMON,
    put: (scene) => withoutVip(scene, COMMON, ['network', 'vip']),
    asked: (_scene, one) => ({ ledger: ledgerOf(COMMON, one) }),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'part-of-load-balancer',
    title: 'a health monitor is as much ours as the load balancer of its pool',
    put: ({ ours }) => ours.monitor,
    verdict: 'ours',
  },
  {
    rule: 'part-of-load-balancer',
    title: 'a pool with our name in somebody else’s load balancer is kept when its listener has lost our tag',
    put: ({ world, other }) => shareIn(world, other.serviceLb, []).pool,
    verdict: 'neighbour',
  },
  {
    rule: 'share-of-load-balancer',
    title: 'a pool of our listener in somebody else’s load balancer is ours',
    put: ({ world, other }) => shareIn(world, other.serviceLb, [SERVICE]).pool,
    verdict: 'ours',
  },
  {
    rule: 'share-of-load-balancer',
    title: 'a tag of ours on somebody else’s load balancer makes it no more ours',
    put: ({ world, other }) => world.change(other.serviceLb, { tags: [...other.serviceLb.tags, SERVICE] }),
    verdict: 'neighbour',
  },
  {
    rule: 'share-of-load-balancer',
    title: 'a listener in a load balancer that is marked to be kept stays',
    put: ({ world, other }) => {
      const kept = world.change(other.serviceLb, { tags: [...other.serviceLb.tags, 'e2e-keep=true'] });
      return shareIn(world, kept, [SERVICE]).listener;
    },
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'share-of-load-balancer',
    title: 'a listener with tags of two clusters stays',
    put: ({ world, other }) => shareIn(world, other.serviceLb, [SERVICE, ...other.serviceLb.tags]).listener,
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'share-of-load-balancer',
    title: 'a listener of a common name stays: a namesake may have made it',
    C: COMMON,
    put: ({ world, other }) => shareIn(world, other.serviceLb, [`kube_service_${COMMON}_a_b`], COMMON).listener,
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'on-owned-port',
    title: 'a floating IP of a common name on our VIP is ours',
    C: COMMON,
    put: ({ ours }) => ours.serviceFip,
    verdict: 'ours',
  },
  {
    rule: 'on-owned-port',
    title: 'one without description on our port, older or of unknown age, was lent',
    put: ({ world, ours }) => world.put('floatingIp', { rel: { port: ours.port } }),
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-port',
    title: 'one without description on our port, made during the run, is ours',
    put: ({ world, ours }) => world.put('floatingIp', { rel: { port: ours.port } }),
    asked: () => ({ bornAt: '2026-11-23T10:30:00Z' }),
    verdict: 'ours',
  },
  {
    rule: 'on-owned-port',
    title: 'one with a person’s words stays, whenever it was made',
    put: ({ world, ours }) => world.put('floatingIp', { description: 'shop.example.org', rel: { port: ours.port } }),
    asked: () => ({ bornAt: '2026-11-23T10:30:00Z' }),
    verdict: 'neighbour',
  },
  {
    rule: 'on-owned-port',
    title: 'one with our text that serves somebody else’s port is a contradiction',
    put: ({ world, ours, other }) =>
      world.put('floatingIp', { description: ours.apiFip.description ?? '', rel: { port: other.port } }),
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-port',
    title: 'one with our text on a VIP is no contradiction where no load balancer could be listed',
    put: ({ ours }) => ours.serviceFip,
    asked: () => ({ gaps: ['loadBalancer'] }),
    verdict: 'ours',
  },
  {
    rule: 'on-owned-port',
    title: 'one with another cluster’s text on a VIP is that one’s all the same',
    put: ({ other }) => other.serviceFip,
    asked: () => ({ gaps: ['loadBalancer'] }),
    verdict: 'neighbour',
  },
  {
    rule: 'on-owned-port',
    title: 'one with our text on a port that we do not see is a contradiction',
    put: ({ world, ours }) =>
      world.put('floatingIp', {
        description: ours.apiFip.description ?? '',
        plain: [{ rel: 'port', kind: 'port', id: 'of-another-project' }],
      }),
    verdict: 'undecided',
  },
  {
    rule: 'only-on-owned-ports',
    title: 'a group with a generator’s name that only our ports use is ours',
    put: ({ world, ours }) => {
      const group = world.put('securityGroup', { name: 'lb-sg-464b1352-9dc6-5ebd-8e6a-54d94d656bc6-web-front' });
      world.change(ours.port, { rel: { securityGroup: group } });
      return group;
    },
    verdict: 'ours',
  },
  {
    rule: 'only-on-owned-ports',
    title: 'a V1 host’s group for all its clusters is not, though only our nodes use it just now',
    put: ({ world, ours }) => {
      const description = 'security group for ssh 22/tcp (managed by opentofu)';
      const group = world.put('securityGroup', { name: 'capi-allow-ssh', description });
      world.change(ours.port, { rel: { securityGroup: group } });
      return group;
    },
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'only-on-owned-ports',
    title: 'the group of a V1 host of our chosen name is, where only our ports use it',
    C: COMMON,
    put: ({ world, ours }) => {
      const group = world.put('securityGroup', { name: `${COMMON}-allow-ssh` });
      world.change(ours.port, { rel: { securityGroup: group } });
      return group;
    },
    verdict: 'ours',
  },
  {
    rule: 'only-on-owned-ports',
    title: 'one that a neighbour’s port uses as well is not',
    put: ({ world, ours, other }) => {
      const group = world.put('securityGroup', { name: 'lb-sg-464b1352-9dc6-5ebd-8e6a-54d94d656bc6-web-front' });
      world.change(ours.port, { rel: { securityGroup: group } });
      world.change(other.port, { rel: { securityGroup: group } });
      return group;
    },
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'only-on-owned-ports',
    title: 'a person’s group on our ports only is not',
    put: ({ world, ours }) => {
      const group = world.put('securityGroup', { name: 'office-vpn' });
      world.change(ours.port, { rel: { securityGroup: group } });
      return group;
    },
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'on-owned-server',
    title: 'the root volume of our server, by name and attachment',
    C: COMMON,
    put: ({ ours }) => ours.root,
    verdict: 'ours',
  },
  {
    rule: 'on-owned-server',
    title: 'a person’s volume attached to our server is not ours',
    put: ({ world, ours }) => world.put('volume', { name: 'thesis', rel: { attachment: ours.server } }),
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-server',
    title: 'a volume with our cluster’s metadata on somebody else’s server is a contradiction',
    put: ({ world, ours, other }) =>
      world.put('volume', { metadata: ours.claim.metadata, rel: { attachment: [ours.server, other.server] } }),
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-server',
    title: 'a volume of ours that Cinder calls available is not, where somebody else’s server lists it',
    put({ world, ours, other }) {
      const volume = world.put('volume', { metadata: ours.claim.metadata, status: 'available' });
      world.change(other.server, { rel: { attachment: volume } });
      return volume;
    },
    verdict: 'undecided',
  },
  {
    rule: 'of-owned-volume',
    title: 'a CSI snapshot without metadata of our volume is ours',
    put: ({ world, ours }) =>
      world.put('snapshot', { name: 'snapshot-8b2c4803-3c2a-52e4-bbd6-80f74208efa8', rel: { volume: ours.claim } }),
    verdict: 'ours',
  },
  {
    rule: 'of-owned-volume',
    title: 'a person’s snapshot of our volume is not',
    put: ({ world, ours }) => world.put('snapshot', { name: 'before-the-demo', rel: { volume: ours.claim } }),
    verdict: 'undecided',
  },
  {
    rule: 'of-owned-volume',
    title: 'a snapshot with our text of somebody else’s volume is a contradiction',
    put: ({ world, ours, other }) =>
      world.put('snapshot', { metadata: ours.snapshot.metadata, rel: { volume: other.claim } }),
    verdict: 'undecided',
  },
  {
    rule: 'only-owned-members',
    title: 'a server group of our servers alone, found by one step from a proof',
    put: ({ world, ours }) => world.put('serverGroup', { name: 'g1', rel: { member: ours.server } }),
    verdict: 'ours',
  },
  {
    rule: 'only-owned-members',
    title: 'one with a neighbour’s server in it is not',
    put: ({ world, ours, other }) => world.put('serverGroup', { rel: { member: [ours.server, other.server] } }),
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'only-owned-members',
    title: 'an empty one says nothing',
    put: ({ world }) => world.put('serverGroup', { name: 'g1' }),
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'only-owned-servers',
    title: 'a keypair with our common name that only our servers use is ours',
    C: COMMON,
    put: ({ world, ours }) => {
      const keypair = world.put('keypair', { name: `${COMMON}-keypair` });
      world.change(ours.server, { rel: { keypair } });
      return keypair;
    },
    verdict: 'ours',
  },
  {
    rule: 'keypair-made-anew',
    title: 'a keypair of another key than the journal knows is not ours, whatever it is called',
    put: ({ world }) => world.put('keypair', { name: `${UNIQUE}-keypair`, facts: { fingerprint: 'new' } }),
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one).map((entry) => ({ ...entry, fingerprint: 'old' })) }),
    verdict: 'undecided',
  },
  {
    rule: 'keypair-made-anew',
    title: 'nor is one of another key than a journal beside knows, where only the cluster’s name is given',
    put: ({ world }) => world.put('keypair', { name: `${UNIQUE}-keypair`, facts: { fingerprint: 'new' } }),
    asked: (_scene, one) => ({ told: ledgerOf(UNIQUE, one).map((entry) => ({ ...entry, fingerprint: 'old' })) }),
    verdict: 'undecided',
  },
  {
    rule: 'ledger',
    title: 'one of a common name is ours by the key that the journal knows',
    C: COMMON,
    put: ({ world }) => world.put('keypair', { name: `${COMMON}-keypair`, facts: { fingerprint: 'old' } }),
    asked: (_scene, one) => ({ ledger: ledgerOf(COMMON, one).map((entry) => ({ ...entry, fingerprint: 'old' })) }),
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'by its common name alone it is not: it belongs to the user, not the project',
    C: COMMON,
    put: ({ world }) => world.put('keypair', { name: `${COMMON}-keypair` }),
    verdict: 'undecided',
  },
  {
    rule: 'earlier-listing',
    title: 'what another run saw before ours began is not ours, though no time is on it',
    put: ({ world, ours }) => {
      const name = `${UNIQUE}-${UNIQUE}-worker`;
      const { createdAt: _, ...bare } = world.put('serverGroup', { name, rel: { member: ours.server } });
      world.remove(bare);
      return world.put('serverGroup', { name, id: bare.id, rel: { member: ours.server } });
    },
    asked: (_scene, one) => ({
      bornAt: '2026-11-23T10:59:00Z',
      neighbours: around({
        listings: [{ at: '2026-11-23T10:00:00Z', keys: new Set([refKey(one)]), source: 'the baseline of run b' }],
      }),
    }),
    verdict: 'undecided',
  },
  {
    rule: 'earlier-listing',
    title: 'what another run saw only after ours had begun may be ours',
    put: ({ ours }) => ours.network,
    asked: (_scene, one) => ({
      bornAt: '2026-11-23T10:30:00Z',
      neighbours: around({
        listings: [{ at: '2026-11-23T11:30:00Z', keys: new Set([refKey(one)]), source: 'the baseline of run b' }],
      }),
    }),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'names-another-cluster',
    title: 'a volume whose metadata names a cluster of somebody unknown is not ours, attached to us as it is',
    put: ({ world, ours }) =>
      world.put('volume', {
        name: 'pvc-8b2c4803-3c2a-52e4-bbd6-80f74208efa8',
        metadata: { 'cinder.csi.openstack.org/cluster': 'prod-1' },
        rel: { attachment: ours.server },
      }),
    verdict: 'neighbour',
  },
  {
    rule: 'names-neighbour',
    title: 'a known neighbour’s words are its own, even such as anybody may use',
    put: ({ world, ours }) => strangeServer(world, ours, 'prod-1-bcdfg-hjklm'),
    asked: () => ({ neighbours: around({ clusters: [neighbour('prod-1')] }) }),
    verdict: 'neighbour',
  },
  {
    rule: 'names-neighbour',
    title: 'so are those of any cluster with a run’s name, whether leases can be listed or not',
    put: ({ world, ours }) => strangeServer(world, ours, 'tyyyyyyyyyb-bcdfg-hjklm'),
    verdict: 'neighbour',
  },
  {
    rule: 'names-neighbour',
    title: 'what reads as ours is not a neighbour’s for reading as its, too',
    C: COMMON,
    put: ({ ours }) => ours.port,
    asked: () => ({ neighbours: around({ clusters: [neighbour(`${COMMON}-x7k2p`)] }) }),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'neighbour-ledger',
    title: 'what another run wrote down as its own is not ours, even with our text',
    put: ({ ours }) => ours.claim,
    asked: (_scene, one) => ({ neighbours: around({ ledger: ledgerOf('prod-1', one) }) }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'where a cluster of our very name is known to live, our texts are worth nothing',
    put: ({ world }) => world.put('volume', { metadata: { 'cinder.csi.openstack.org/cluster': UNIQUE } }),
    asked: () => ({ neighbours: around({ clusters: [neighbour(UNIQUE)] }) }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'unless that one was born after the resource was made',
    put: ({ world }) => world.put('volume', { metadata: { 'cinder.csi.openstack.org/cluster': UNIQUE } }),
    asked: () => ({ neighbours: around({ clusters: [neighbour(UNIQUE, '2026-11-23T11:30:00Z')] }) }),
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'a known neighbour called like the beginning of our servers takes their names away',
    put: ({ world }) => world.put('server', { name: `${UNIQUE}-bcdfg-bcdfg`, status: 'BUILD' }),
    asked: () => ({ neighbours: around({ clusters: [neighbour(`${UNIQUE}-bcdfg`)] }) }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'but not if it was born after the server',
    put: ({ world }) => world.put('server', { name: `${UNIQUE}-bcdfg-bcdfg`, status: 'BUILD' }),
    asked: () => ({ neighbours: around({ clusters: [neighbour(`${UNIQUE}-bcdfg`, '2026-11-23T11:30:00Z')] }) }),
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'the mark that a run has controllers write proves alone, though it is a tag',
    put: ({ world }) => world.put('network', { name: 'anything', tags: [`troika-cluster=${UNIQUE}`] }),
    verdict: 'ours',
  },
  {
    rule: 'names-another-cluster',
    title: 'and another run’s mark speaks against',
    put: ({ world, ours }) => world.change(ours.network, { tags: ['troika-cluster=prod-1'] }),
    verdict: 'undecided',
  },
  {
    rule: 'management-host',
    title: 'a host of our name whose scripts made another cluster’s groups stays, too',
    C: COMMON,
    put: ({ world }) => {
      world.put('serverGroup', { name: `${COMMON}-other-worker` });
      return world.put('network', { name: `${COMMON}-net` });
    },
    verdict: 'neighbour',
  },
  ...(
    [
      ['network', `${COMMON}-net`],
      ['securityGroup', `${COMMON}-mgmt`],
      ['securityGroup', `${COMMON}-allow-ssh`],
      ['port', `${COMMON}-port`],
      ['server', `${COMMON}-mgmtcluster`],
    ] as const
  ).map(([kind, name]): Case => ({
    rule: 'text',
    title: `a ${kind} called ${name} may be a person’s, where somebody chose the cluster’s name`,
    C: COMMON,
    put: ({ world }) =>
      world.put(kind, { name, ...(kind === 'port' ? { rel: { network: world.put('network') } } : {}) }),
    verdict: 'undecided',
  })),
  ...(['network', 'port', 'server'] as const).map((kind): Case => ({
    rule: 'text',
    title: `but the ${kind} of a V1 host is not, where server, port and network are called so together`,
    C: COMMON,
    put: ({ world }) => standHost(world, COMMON)[kind],
    verdict: 'ours',
  })),
  {
    rule: 'text',
    title: 'nor is the network of a V1 host of which the port and its address are left',
    C: COMMON,
    put: ({ world }) => {
      const { network, port, server } = standHost(world, COMMON);
      world.remove(server);
      const description = `Floating IP for the ${COMMON} management cluster node`;
      world.put('floatingIp', { description, rel: { port } });
      return network;
    },
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'a person’s server on a network that is called like a V1 host’s vouches for nothing',
    C: COMMON,
    put: ({ world }) => {
      const network = world.put('network', { name: `${COMMON}-net` });
      world.put('port', { name: `${COMMON}-port`, rel: { network, device: world.put('server', { name: 'shop' }) } });
      return network;
    },
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'a run’s name proves the V1 host’s network by itself',
    put: ({ world }) => world.put('network', { name: `${UNIQUE}-net` }),
    verdict: 'ours',
  },
  {
    rule: 'only-owned-interfaces',
    title: 'a router by our common name, without a description, whose interfaces are all ours',
    C: COMMON,
    put: ({ world, ours }) => world.change(ours.router, { description: '' }),
    verdict: 'ours',
  },
  {
    rule: 'only-owned-interfaces',
    title: 'one that serves another network as well may have been taken over by its name',
    C: COMMON,
    put: ({ world, ours, other: { network, subnet } }) => {
      world.put('port', {
        facts: { deviceOwner: 'network:router_interface' },
        rel: { network, subnet, device: ours.router },
      });
      return world.change(ours.router, { description: '' });
    },
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'of-pool',
    title: 'an address of a pool on our server’s port is ours',
    put: ({ world, ours }) => world.put('floatingIp', { ...POOL, rel: { port: ours.port } }),
    verdict: 'ours',
  },
  {
    rule: 'of-pool',
    title: 'one on our load balancer is not: pools serve servers',
    put: ({ world, ours }) => world.put('floatingIp', { ...POOL, rel: { port: ours.apiVip } }),
    verdict: 'undecided',
  },
  {
    rule: 'bare-floating-ip',
    title: 'an address without any text that leads nowhere is mentioned and left',
    put: ({ world }) => world.put('floatingIp', { status: 'DOWN' }),
    verdict: 'undecided',
  },
  {
    rule: 'names-nobody',
    title: 'a group of OCCM’s without its description, in use by nobody, is mentioned and left',
    put: ({ world }) => world.put('securityGroup', { name: LB_SG }),
    verdict: 'undecided',
  },
  {
    rule: 'only-on-owned-ports',
    title: 'a group whose id older controllers wrote on our ports alone is ours',
    put: ({ world, ours }) => {
      const group = world.put('securityGroup', { name: LB_SG });
      world.change(ours.port, { tags: [group.id] });
      return group;
    },
    verdict: 'ours',
  },
  {
    rule: 'only-on-owned-ports',
    title: 'one whose id is on a neighbour’s port, too, is not',
    put: ({ world, ours, other }) => {
      const group = world.put('securityGroup', { name: LB_SG });
      for (const port of [ours.port, other.port]) world.change(port, { tags: [group.id] });
      return group;
    },
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'vip-port',
    title: 'a further VIP of a load balancer that is gone is ours on our network',
    put: ({ world, ours: { network, subnet } }) =>
      world.put('port', {
        name: 'ovn-lb-vip-additional-1-8b2c4803-3c2a-52e4-bbd6-80f74208efa8',
        rel: { network, subnet },
      }),
    verdict: 'ours',
  },
  {
    rule: 'elimination',
    title: 'two steps without any text are enough when nobody else can have made it',
    put: bareAddress,
    asked: () => ({ bornAt: BORN, neighbours: around({ clusters: [neighbour(OTHER, LATER)] }) }),
    verdict: 'ours',
  },
  ...(
    [
      ['a neighbour lives that is older', { clusters: [neighbour(OTHER, '2026-11-23T10:00:00Z')] }],
      ['nobody knows when a neighbour was born', { clusters: [neighbour(OTHER)] }],
      ['a text names a cluster of which nothing is known', {}],
      ['a text names a cluster that should be gone', { clusters: [{ ...neighbour(OTHER, LATER), alive: false }] }],
      ['it was made after the look at the leases', { clusters: [neighbour(OTHER, LATER)], at: '2026-11-23T10:45:00Z' }],
      ['the leases could not all be read', { clusters: [neighbour(OTHER, LATER)], complete: false }],
    ] as const
  ).map(([title, known]): Case => ({
    rule: 'elimination',
    title: `but not when ${title}`,
    put: bareAddress,
    asked: () => ({ bornAt: BORN, neighbours: around(known) }),
    verdict: 'undecided',
    silent: true,
  })),
  {
    rule: 'elimination',
    title: 'also where somebody calls a credential as Troika might: its name alone names no other cluster',
    put(scene) {
      for (const name of ['troika-ci', 'troika-6f1d9c1f5b6b4b0f8f4e1f0a2b3c4d5e'])
        scene.world.put('applicationCredential', { name });
      return bareAddress(scene);
    },
    asked: () => ({ bornAt: BORN, neighbours: around({ clusters: [neighbour(OTHER, LATER)] }) }),
    verdict: 'ours',
  },
  {
    rule: 'elimination',
    title: 'but not when it is not known to be of the run’s time',
    put: bareAddress,
    asked: () => ({ neighbours: around({ clusters: [neighbour(OTHER, LATER)] }) }),
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'elimination',
    title: 'but not when a list of the project failed',
    put: bareAddress,
    asked: () => ({ bornAt: BORN, gaps: ['volume'], neighbours: around({ clusters: [neighbour(OTHER, LATER)] }) }),
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'elimination',
    title: 'nor for what a person has named',
    C: COMMON,
    put: ({ world, ours }) => world.put('serverGroup', { name: 'g1', rel: { member: ours.server } }),
    asked: () => ({ bornAt: BORN, neighbours: around({ clusters: [neighbour(OTHER, LATER)] }) }),
    verdict: 'undecided',
    silent: true,
  },
  {
    rule: 'elimination',
    title: 'nor for what has only weak evidence',
    put: ({ world }) => world.put('floatingIp', { status: 'DOWN' }),
    asked: () => ({ bornAt: BORN, neighbours: around({ clusters: [neighbour(OTHER, LATER)] }) }),
    verdict: 'undecided',
    silent: true,
  },
];

/** A listener and its pool in a load balancer, named as OCCM names them for our Service. */
function shareIn(
  world: World,
  loadBalancer: Resource,
  tags: readonly string[],
  C = UNIQUE,
): { readonly listener: Resource; readonly pool: Resource } {
  const on = { loadBalancer };
  const listener = world.put('listener', { name: `listener_0_kube_service_${C}_a_b`, tags, rel: on });
  const pool = world.put('pool', { name: `pool_0_kube_service_${C}_a_b`, rel: { ...on, listener } });
  return { listener, pool };
}

/** The judgement of a case, with all rules or without its own. */
function judged(one: Case, rules: readonly Rule[]): Attribution {
  const C = one.C ?? UNIQUE;
  const world = createWorld();
  const { external } = standProject(world);
  const ours = standCluster(world, external, C);
  const scene = { world, external, ours, other: standCluster(world, external, OTHER) };
  const resource = one.put(scene);
  return judgementOf(world, { clusters: [names(C)], rules, ...one.asked?.(scene, resource) }, resource);
}

describe('the rules of attribution', () => {
  for (const one of CASES) {
    it(`${one.rule}: ${one.title}`, () => {
      const { verdict, evidence } = judged(one, RULES);
      const said = evidence.map((item) => `${item.source}: ${item.strength}, ${item.says}`).join('\n');
      expect(verdict, said).to.equal(one.verdict);
      expect(
        evidence.some((item) => item.source === one.rule),
        said,
      ).to.equal(one.silent !== true);
    });
  }

  for (const rule of RULES) {
    it(`${rule.name}: decides a case that is judged otherwise without it`, () => {
      const decided = CASES.filter(
        (one) =>
          one.rule === rule.name &&
          judged(
            one,
            RULES.filter((other) => other !== rule),
          ).verdict !== one.verdict,
      );
      expect(decided).to.not.deep.equal([]);
    });
  }
});

describe('judging', () => {
  const world = createWorld();
  const { external } = standProject(world);
  const ours = standCluster(world, external, UNIQUE);
  const input = { inventory: world.inventory(), clusters: [names(UNIQUE)], ledger: [] };

  it('says something about every resource', () => {
    expect(attribute(input)).to.have.length(input.inventory.resources.length);
  });

  it('leaves a resource undecided when a rule crashes over it', () => {
    const crash: Rule = { name: 'crash', kinds: ['volume'], look: () => expect.fail('boom') };
    const judged = attribute(input, [...RULES, crash]).find((one) => one.resource.id === ours.claim.id);
    expect(judged?.verdict).to.equal('undecided');
    expect(judged?.evidence[0]?.says).to.equal('the rule failed: boom');
  });

  it('asks when two steps of structure carry no text at all', () => {
    const other = createWorld();
    const { network, subnet } = standCluster(other, standProject(other).external, UNIQUE);
    const [vip] = standBalancer(other, { network, subnet }, '', '');
    const address = other.put('floatingIp', { rel: { port: vip } });
    const asked = { clusters: [names(UNIQUE)], bornAt: '2026-11-23T10:00:00Z' };
    expect(judgementOf(other, asked, vip).verdict).to.equal('ours');
    expect(judgementOf(other, asked, address).verdict).to.equal('undecided');
  });

  it('does not take what is only DOWN, available or unattached', () => {
    const idle = createWorld();
    const address = idle.put('floatingIp', { status: 'DOWN' });
    const volume = idle.put('volume', { name: 'pvc-464b1352-9dc6-5ebd-8e6a-54d94d656bc6', status: 'available' });
    const said = [address, volume].map((one) => judgementOf(idle, { clusters: [names(UNIQUE)] }, one).verdict);
    expect(said).to.deep.equal(['undecided', 'neighbour']);
  });
});
