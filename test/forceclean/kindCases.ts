import type { Resource } from '../../src/model/resource.ts';
import { COMMON, UNIQUE } from './judging.ts';
import type { Case, Scene } from './ruleCase.ts';
import { ledgerOf } from './world.ts';

const CSI = { name: 'snapshot-8b2c4803-3c2a-52e4-bbd6-80f74208efa8' };
const GONE = { rel: 'server', kind: 'server', id: 'a0000000-0000-4000-8000-000000000001' } as const;

/** Another volume of ours, which no server lists. */
function claimed({ world, ours }: Scene): Resource {
  return world.put('volume', { metadata: ours.claim.metadata });
}

/** Cases of the rules about trunks, backups, attachments, containers and EC2 credentials. */
export const KIND_CASES: readonly Case[] = [
  {
    rule: 'trunk-of-owned-port',
    title: 'a trunk on our port is ours, whatever it is called',
    put: ({ world, ours }) => world.put('trunk', { name: 'by-hand', rel: { parentPort: ours.port } }),
    verdict: 'ours',
  },
  {
    rule: 'trunk-of-owned-port',
    title: 'one with our text on somebody else’s port is a contradiction',
    put: ({ world, ours, other }) =>
      world.put('trunk', { description: ours.port.description ?? '', rel: { parentPort: other.port } }),
    verdict: 'undecided',
  },
  {
    rule: 'trunk-of-owned-port',
    title: 'one with our text on a port that we do not see is a contradiction',
    put({ world, ours, other }) {
      const trunk = world.put('trunk', { description: ours.port.description ?? '', rel: { parentPort: other.port } });
      world.remove(other.port);
      return trunk;
    },
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-network',
    title: 'a subport of a trunk, without a word on it, is ours on our network',
    put: ({ world, ours: { network, subnet } }) =>
      world.put('port', { facts: { deviceOwner: 'trunk:subport' }, rel: { network, subnet } }),
    verdict: 'ours',
  },
  ...['router_interface_distributed', 'ha_router_replicated_interface'].map((owner): Case => ({
    rule: 'on-owned-network',
    title: `an interface of our router that Neutron calls ${owner} is ours`,
    put: ({ world, ours: { network, subnet, router: device } }) =>
      world.put('port', { facts: { deviceOwner: `network:${owner}` }, rel: { network, subnet, device } }),
    verdict: 'ours',
  })),
  {
    rule: 'on-owned-network',
    title: 'our distributed router’s way out of our network is a part of it',
    put: ({ world, ours: { network, subnet, router: device } }) =>
      world.put('port', {
        facts: { deviceOwner: 'network:router_centralized_snat' },
        rel: { network, subnet, device },
      }),
    verdict: 'ours',
  },
  {
    rule: 'on-owned-network',
    title: 'that of another cluster’s router is its guest there',
    put: ({ world, ours: { network, subnet }, other: { router: device } }) =>
      world.put('port', {
        facts: { deviceOwner: 'network:router_centralized_snat' },
        rel: { network, subnet, device },
      }),
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-network',
    title: 'a port that no router has, on a routed network, is not known',
    put: ({ world, ours: { network, subnet } }) =>
      world.put('port', { facts: { deviceOwner: 'network:routed' }, rel: { network, subnet } }),
    verdict: 'undecided',
  },
  ...['network:distributed', 'ovn-lb-hm:distributed'].map((deviceOwner): Case => ({
    rule: 'on-owned-network',
    title: `the port that OVN looks after members with is ours on our network, its owner ${deviceOwner}`,
    put: ({ world, ours: { network, subnet } }) =>
      world.put('port', { name: `ovn-lb-hm-${subnet.id}`, facts: { deviceOwner }, rel: { network, subnet } }),
    verdict: 'ours',
  })),
  {
    rule: 'on-owned-network',
    title:
      'a port that was made for a server which never came is ours by its description, also where the name was chosen',
    C: COMMON,
    put: ({ world, ours: { network, subnet } }) =>
      world.put('port', {
        name: 'worker-storage',
        description: `Created by cluster-api-provider-openstack cluster ${COMMON}`,
        status: 'DOWN',
        rel: { network, subnet },
      }),
    verdict: 'ours',
  },
  {
    rule: 'backup-of-owned-volume',
    title: 'a CSI backup without metadata of our volume is ours',
    put: ({ world, ours }) => world.put('backup', { ...CSI, rel: { volume: ours.claim } }),
    verdict: 'ours',
  },
  {
    rule: 'backup-of-owned-volume',
    title: 'a backup that a person or a backup tool made of our volume is named and left',
    put: ({ world, ours }) => world.put('backup', { name: 'nightly', rel: { volume: ours.claim } }),
    verdict: 'undecided',
  },
  {
    rule: 'backup-of-owned-volume',
    title: 'one with our text of somebody else’s volume is a contradiction',
    put: ({ world, ours, other }) =>
      world.put('backup', { metadata: ours.claim.metadata, rel: { volume: other.claim } }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'a backup whose metadata names our cluster is ours, also when its volume is gone',
    put: ({ world, ours }) => world.put('backup', { ...CSI, metadata: ours.claim.metadata }),
    verdict: 'ours',
  },
  {
    rule: 'attachment-of-owned-volume',
    title: 'an attachment of our volume to a server that is gone is ours',
    put: ({ world, ours }) => world.put('volumeAttachment', { rel: { volume: ours.claim }, plain: [GONE] }),
    verdict: 'ours',
  },
  {
    rule: 'attachment-of-owned-volume',
    title: 'one of a neighbour’s volume is not',
    put: ({ world, other }) => world.put('volumeAttachment', { rel: { volume: other.claim }, plain: [GONE] }),
    verdict: 'neighbour',
  },
  {
    rule: 'attachment-of-owned-volume',
    title: 'one to a server that stands goes with that, and is not asked about',
    put: ({ world, ours }) => world.put('volumeAttachment', { rel: { volume: ours.claim, server: ours.server } }),
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'attachment-of-owned-volume',
    title: 'one of our volume to our server that does not list it is ours: Nova would not end it',
    put: (scene) => scene.world.put('volumeAttachment', { rel: { volume: claimed(scene), server: scene.ours.server } }),
    verdict: 'ours',
  },
  {
    rule: 'attachment-of-owned-volume',
    title: 'one of a neighbour’s volume to our server that does not list it is not',
    put: ({ world, ours, other }) =>
      world.put('volumeAttachment', { rel: { volume: other.claim, server: ours.server } }),
    verdict: 'neighbour',
  },
  {
    rule: 'attachment-of-owned-volume',
    title: 'one of our volume to a neighbour’s server that does not list it is not',
    put: (scene) =>
      scene.world.put('volumeAttachment', { rel: { volume: claimed(scene), server: scene.other.server } }),
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'container-in-ledger',
    title: 'a container with our name alone is not deleted: its objects could not be had back',
    put: ({ world }) => world.put('container', { name: `${UNIQUE}-${UNIQUE}-harbor-registry` }),
    verdict: 'undecided',
  },
  {
    rule: 'container-in-ledger',
    title: 'one that the ledger names, under a name that anybody may give again, is not',
    put: ({ world }) => world.put('container', { name: 'registry' }),
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'undecided',
  },
  {
    rule: 'container-in-ledger',
    title: 'one with our name which the ledger names is ours',
    C: COMMON,
    put: ({ world }) => world.put('container', { name: `${COMMON}-${COMMON}-harbor-registry` }),
    asked: (_scene, one) => ({ ledger: ledgerOf(COMMON, one) }),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'container-in-ledger',
    title: 'one that merely begins like ours is nobody’s business',
    put: ({ world }) => world.put('container', { name: `${UNIQUE}-${UNIQUE}-harbor-registry-2` }),
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'ec2-credential-unknown',
    title: 'an EC2 credential that no ledger names is named and left',
    put: ({ world }) => world.put('ec2Credential'),
    verdict: 'undecided',
  },
  {
    rule: 'ec2-credential-unknown',
    title: 'one that the ledger names is ours',
    put: ({ world }) => world.put('ec2Credential'),
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'ec2-credential-unknown',
    title: 'one that stood before the cluster is not even named',
    put: ({ world }) => world.put('ec2Credential'),
    asked: (_scene, one) => ({ baseline: new Set([`ec2Credential/${one.id}`]) }),
    verdict: 'neighbour',
    silent: true,
  },
];
