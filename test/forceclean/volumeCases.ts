import type { LedgerEntry } from '../../src/model/evidence.ts';
import type { Resource } from '../../src/model/resource.ts';
import { COMMON, UNIQUE, around } from './judging.ts';
import type { Case, Scene } from './ruleCase.ts';
import { ledgerOf } from './world.ts';

const UID = '0a4b1352-9dc6-4ebd-8e6a-54d94d656bc1';
const NAME = `pvc-${UID}`;
/** What Cinder notes on a volume that it restores from a backup. */
const RESTORED = { src_backup_id: '5b1a3c36-0d5f-4a9e-8c43-3a1f8a7e6f10' };

/** What a cluster's API told of the claim with that uid; of a volume with another id. */
function told(cluster: string): LedgerEntry {
  const claim = { namespace: 'shop', name: 'data-0', uid: UID };
  return { kind: 'volume', id: 'another', cluster, source: 'journal line 7', reclaimPolicy: 'Delete', claim };
}

/** The metadata of a claim's volume, with the name of its PersistentVolume. */
function madeFor({ name, metadata }: Resource): Record<string, string> {
  return { ...metadata, 'csi.storage.k8s.io/pv/name': name };
}

/** A worker of a machine deployment with a name of its own. */
const WORKER = (cluster: string): string => `${cluster}-pool-a-bcdfg-hjklm-npqrs`;

/** Such a worker on our network, with the text of CAPO on its port; answers the disk it boots from. */
function workersDisk({ world, ours: { network, subnet } }: Scene): Resource {
  const name = WORKER(COMMON);
  const disk = world.put('volume', {
    name: `${name}-root`,
    description: `Root volume for ${name}`,
    facts: { bootable: true },
  });
  const server = world.put('server', { name, rel: { attachment: disk }, facts: { [`deletes:${disk.id}`]: true } });
  const description = `Created by cluster-api-provider-openstack cluster ${COMMON}`;
  world.put('port', { description, facts: { deviceOwner: 'compute:nova' }, rel: { network, subnet, device: server } });
  return world.change(disk, { rel: { attachment: server } });
}

/** Cases of the rules about volumes behind claims. */
export const VOLUME_CASES: readonly Case[] = [
  {
    rule: 'claim-uid',
    title: 'a volume whose name holds the uid of our claim is ours, though the ledger knows another id',
    put: ({ world }) => world.put('volume', { name: NAME }),
    asked: () => ({ ledger: [told(UNIQUE)] }),
    verdict: 'ours',
  },
  {
    rule: 'claim-uid',
    title: 'one that begins with pvc- and holds another uid is not',
    put: ({ world }) => world.put('volume', { name: 'pvc-0a4b1352-9dc6-4ebd-8e6a-54d94d656bc2' }),
    asked: () => ({ ledger: [told(UNIQUE)] }),
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'claim-uid',
    title: 'nor is one whose name merely contains it',
    put: ({ world }) => world.put('volume', { name: `old-${NAME}-backup` }),
    asked: () => ({ ledger: [told(UNIQUE)] }),
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'claim-uid',
    title: 'one whose metadata name another claim is a doubt',
    put: ({ world }) =>
      world.put('volume', {
        name: NAME,
        metadata: { 'csi.storage.k8s.io/pvc/name': 'data-9', 'csi.storage.k8s.io/pvc/namespace': 'shop' },
      }),
    asked: () => ({ ledger: [told(UNIQUE)] }),
    verdict: 'undecided',
  },
  {
    rule: 'claim-uid',
    title: 'the uid of a claim that a living neighbour’s ledger knows protects the volume, whatever else it says',
    put: ({ world, ours }) => world.put('volume', { name: NAME, metadata: ours.claim.metadata }),
    asked: () => ({
      neighbours: {
        clusters: [],
        ledger: [told('tzzzzzzzzza')],
        listings: [],
        complete: false,
        at: '2026-11-23T12:00:00Z',
      },
    }),
    verdict: 'undecided',
  },
  {
    rule: 'claim-uid',
    title: 'it protects also where the neighbour’s cluster has the name of ours',
    put: ({ world }) => world.put('volume', { name: NAME }),
    asked: () => ({ neighbours: around({ ledger: [told(UNIQUE)] }) }),
    verdict: 'neighbour',
  },
  {
    rule: 'claim-uid',
    title: 'one that a person restored from a backup is a doubt: Cinder copied name and metadata',
    put: ({ world }) => world.put('volume', { name: NAME, metadata: RESTORED }),
    asked: () => ({ ledger: [told(UNIQUE)] }),
    verdict: 'undecided',
  },
  {
    rule: 'text',
    title: 'a volume that was restored from a backup of our claim’s volume is not proved ours by what Cinder copied',
    put: ({ world, ours: { claim } }) =>
      world.put('volume', {
        name: claim.name,
        description: claim.description ?? '',
        metadata: { ...claim.metadata, ...RESTORED },
      }),
    verdict: 'undecided',
  },
  {
    rule: 'on-owned-server',
    title: 'nor on our server: somebody may have attached it to look into it',
    put: ({ world, ours: { claim, server } }) =>
      world.put('volume', {
        name: claim.name,
        metadata: { ...claim.metadata, ...RESTORED },
        rel: { attachment: server },
      }),
    verdict: 'undecided',
  },
  {
    rule: 'ledger',
    title: 'a volume that our cluster restored for a claim is ours, as its ledger knows',
    put: ({ world, ours: { claim } }) =>
      world.put('volume', { name: NAME, metadata: { ...claim.metadata, ...RESTORED } }),
    asked: (_scene, one) => ({ ledger: ledgerOf(UNIQUE, one) }),
    verdict: 'ours',
  },
  {
    rule: 'on-owned-server',
    title: 'the root disk of our worker of any machine deployment goes with it, though the cluster’s name was chosen',
    C: COMMON,
    put: (scene) => workersDisk(scene),
    verdict: 'ours',
  },
  {
    rule: 'on-owned-server',
    title: 'a disk that a person called after our worker and attached does not',
    C: COMMON,
    put: (scene) => scene.world.change(workersDisk(scene), { description: 'a copy', facts: {} }),
    verdict: 'undecided',
  },
  {
    rule: 'bootable-by-hand',
    title: 'nor is a root disk with the whole texts of its server',
    C: COMMON,
    put: (scene) => workersDisk(scene),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'text',
    title: 'the root disk of a worker that is gone is ours by both its texts, where the cluster’s name is a run’s',
    put: ({ world }) =>
      world.put('volume', { name: `${WORKER(UNIQUE)}-root`, description: `Root volume for ${WORKER(UNIQUE)}` }),
    verdict: 'ours',
  },
  {
    rule: 'text',
    title: 'by its name alone it is not',
    put: ({ world }) => world.put('volume', { name: `${WORKER(UNIQUE)}-root` }),
    verdict: 'undecided',
  },
  {
    rule: 'pv-name-elsewhere',
    title: 'a claim’s volume that somebody gave another name is kept',
    put: ({ world, ours }) => world.change(ours.claim, { name: 'thesis', metadata: madeFor(ours.claim) }),
    verdict: 'undecided',
  },
  {
    rule: 'pv-name-elsewhere',
    title: 'one that bears the name that its driver gave it is ours',
    put: ({ world, ours }) => world.change(ours.claim, { metadata: madeFor(ours.claim) }),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'in-group',
    title: 'a volume that somebody put into a group is kept',
    put: ({ world, ours }) => world.change(ours.claim, { facts: { groupId: 'g1' } }),
    verdict: 'undecided',
  },
  {
    rule: 'bootable-by-hand',
    title: 'a bootable disk under a person’s name is kept, though its metadata name our cluster',
    put: ({ world, ours }) =>
      world.put('volume', { name: 'my desktop', facts: { bootable: true }, metadata: ours.claim.metadata }),
    verdict: 'undecided',
  },
  {
    rule: 'bootable-by-hand',
    title: 'a root disk under its creator’s name is not a person’s',
    put: ({ world, ours }) => world.change(ours.root, { facts: { bootable: true } }),
    verdict: 'ours',
    silent: true,
  },
  {
    rule: 'bootable-by-hand',
    title: 'nor is a neighbour’s root disk',
    put: ({ world, other }) => world.change(other.root, { facts: { bootable: true } }),
    verdict: 'neighbour',
    silent: true,
  },
  {
    rule: 'reserved-for-server',
    title: 'a volume that is being attached to a neighbour’s server is kept',
    put: ({ world, ours, other }) => {
      const volume = world.put('volume', { name: NAME, status: 'reserved', metadata: ours.claim.metadata });
      world.put('volumeAttachment', { status: 'reserved', rel: { volume, server: other.server } });
      return volume;
    },
    verdict: 'undecided',
  },
  {
    rule: 'reserved-for-server',
    title: 'one that is being attached to our server goes after it',
    put: ({ world, ours }) => {
      const volume = world.put('volume', { name: NAME, status: 'reserved', metadata: ours.claim.metadata });
      world.put('volumeAttachment', { status: 'reserved', rel: { volume, server: ours.server } });
      return volume;
    },
    verdict: 'ours',
    silent: true,
  },
];
