import { expect } from 'chai';
import type { Cleaned } from '../../src/forceclean/cleaned.ts';
import { findingsOf } from '../../src/forceclean/findings.ts';
import { STORAGE_STATES, type StorageState } from '../../src/forceclean/storageStates.ts';
import { ledgerOf } from '../../src/runner/ledger.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { fastClock } from './fastClock.ts';
import { openStage, snapshot, type Stage } from './stage.ts';

const C = 'tabcdefghia';
const NEIGHBOUR = 'tzzzzzzzzza';
const SMALL = { controlPlanes: 1, workers: 1, services: [] };
const HOUR = 3_600_000;
const clock = fastClock(60);

type VolumeRow = SimWorld['sim']['world']['volumes'] extends Map<string, infer Row> ? Row : never;

describe('volumes in every state, over the wire of the simulated cloud', function () {
  this.timeout(120_000);
  let world: SimWorld;
  let stage: Stage;

  /** @param cloud with a password Cinder may ask Nova in our name */
  async function open(cloud = 'test'): Promise<void> {
    world = await makeSimWorld();
    stage = await openStage({ ...world, cloud });
  }
  async function close(): Promise<void> {
    await stage.close();
    await world.dispose();
  }

  function clean(more: Parameters<Stage['clean']>[1] = {}): Promise<Cleaned> {
    return stage.clean(C, more, { clock, deadline: clock.monotonic() + 3 * HOUR });
  }

  /** A cloud's time so long ago, as Cinder writes it. */
  function ago(ms: number): string {
    return new Date(stage.session.now().getTime() - ms).toISOString().replace('Z', '000').slice(0, 26);
  }

  /** A volume as Cinder CSI makes it for a claim of the cluster. */
  function put(id: string, status: string, more: Partial<VolumeRow> = {}): string {
    const row: VolumeRow = {
      id,
      projectId: world.projectId,
      userId: 'u',
      name: `pvc-${id}`,
      description: 'Created by OpenStack Cinder CSI driver',
      status,
      size: 1,
      metadata: { 'cinder.csi.openstack.org/cluster': C },
      bootable: false,
      multiattach: false,
      type: 'sim',
      snapshotId: null,
      sourceVolumeId: null,
      imageId: undefined,
      createdAt: ago(2 * HOUR),
      updatedAt: ago(0),
      ...more,
    };
    world.sim.world.volumes.set(id, row);
    return id;
  }

  function attach(volumeId: string, serverId: string, status: 'reserved' | 'attached' | 'detaching'): string {
    const id = `attachment-${volumeId}`;
    const attachedAt = status === 'reserved' ? null : ago(HOUR);
    const row = { id, volumeId, serverId, projectId: world.projectId, status, device: '/dev/vdb', attachedAt };
    world.sim.world.attachments.set(id, row);
    return id;
  }

  function sentTo(id: string): readonly string[] {
    return stage.calls
      .filter((call) => call.method === 'DELETE' && call.path.endsWith(`/${id}`))
      .map((call) => call.path);
  }

  describe('each state', () => {
    const idOf = ({ kind, status, attached }: StorageState, at: number): string =>
      `${kind}-${status}-${attached === true ? 'held' : at}`;
    // What a server holds is a case of its own.
    const rows = STORAGE_STATES.filter((row) => row.attached !== true);
    let cleaned: Cleaned;

    before(async () => {
      await open();
      for (const [at, row] of rows.entries()) {
        if (row.kind === 'volume') put(idOf(row, at), row.status);
        else {
          const volumeId = put(`of-${idOf(row, at)}`, 'available');
          const { projectId } = world;
          const id = idOf(row, at);
          const times = { createdAt: ago(HOUR), updatedAt: ago(0) };
          const metadata = { 'cinder.csi.openstack.org/cluster': C };
          const more = { name: `snapshot-${at}`, description: null, status: row.status, size: 1, metadata };
          const copy = { id, projectId, userId: 'u', volumeId, ...more, ...times };
          if (row.kind === 'snapshot') world.sim.world.snapshots.set(id, copy);
          else world.sim.world.backups.set(id, { ...copy, parentId: null, failReason: null });
        }
      }
      cleaned = await clean();
    });
    after(close);

    for (const [at, row] of rows.entries()) {
      const id = idOf(row, at);
      const left = (): Cleaned['left'][number] | undefined => cleaned.left.find((one) => one.ref.id === id);
      if (row.do === 'delete') {
        it(`${row.kind} ${row.status}: goes`, () => {
          expect(sentTo(id)).to.have.length(1);
          expect(left()).to.equal(undefined);
          const { volumes, snapshots, backups } = world.sim.world;
          expect([volumes, snapshots, backups].some((rows: ReadonlyMap<string, unknown>) => rows.has(id))).to.equal(
            false,
          );
        });
      } else if (row.do === 'protect') {
        it(`${row.kind} ${row.status}: is kept, and nothing is sent`, () => {
          expect(sentTo(id)).to.deep.equal([]);
          expect(cleaned.kept.find((one) => one.target.id === id)?.why).to.match(/being given to somebody else/);
        });
      } else {
        it(`${row.kind} ${row.status}: nothing is sent; what is left says for how long and what to do`, () => {
          expect(sentTo(id)).to.deep.equal([]);
          expect(left()?.why).to.contain(row.status);
          expect(left()?.held?.says).to.match(new RegExp(`: ${row.status} for (less than a minute|\\d+ min)$`));
          expect(left()?.held?.todo).to.match(/(openstack|cinder) .*docs\/stuck\.md#/);
        });
      }
    }

    it('is one finding each, with the command as its hint', () => {
      const hints = findingsOf(cleaned).map((one) => one.hint ?? '');
      expect(hints.filter((hint) => !hint.includes('docs/stuck.md#'))).to.deep.equal([]);
      expect(hints.length).to.be.greaterThan(20);
    });

    it('stands in the list of volumes considered', () => {
      const verdicts = new Map(cleaned.volumes.map((volume) => [volume.id, volume.verdict]));
      for (const [at, row] of rows.entries())
        if (row.kind === 'volume') expect(verdicts.get(idOf(row, at))).to.equal(row.do === 'delete' ? 'gone' : 'left');
    });
  });

  describe('and on the way', () => {
    beforeEach(() => open('test-password'));
    afterEach(close);

    it('a state that ends by itself is waited for', async () => {
      const id = put('late', 'uploading');
      setTimeout(() => {
        const row = world.sim.world.volumes.get(id);
        if (row !== undefined) row.status = 'available';
      }, 500);
      const { left } = await clean();
      expect(left).to.deep.equal([]);
      expect(sentTo(id)).to.have.length(1);
    });

    for (const status of ['uploading', 'deleting', 'creating']) {
      it(`one that should have ended long ago is not: ${status}`, async () => {
        const id = put('late', status, { updatedAt: ago(HOUR) });
        const { left, rounds } = await clean();
        expect(rounds).to.equal(0);
        expect(left[0]?.why).to.match(new RegExp(`is ${status} for 60 min: nobody works on it any more`));
        expect(sentTo(id)).to.deep.equal([]);
      });
    }

    for (const [status, attachment] of [
      ['in-use', 'attached'],
      ['detaching', 'attached'],
      ['detaching', 'detaching'],
      ['reserved', 'reserved'],
      ['attaching', 'reserved'],
    ] as const) {
      it(`${status}, and its server is gone (attachment ${attachment}): the attachment ends, then the volume goes`, async () => {
        const id = put('orphan', status, { updatedAt: ago(HOUR) });
        const attachmentId = attach(id, 'gone', attachment);
        const { left } = await clean();
        expect(left).to.deep.equal([]);
        expect(sentTo(attachmentId)).to.have.length(1);
        expect(world.sim.world.volumes.has(id)).to.equal(false);
      });
    }

    for (const [status, attachment] of [
      ['in-use', 'attached'],
      ['attaching', 'reserved'],
    ] as const) {
      it(`${status} for our server, of which Nova knows nothing: server, attachment, volume go in one round`, async () => {
        await stage.stand(C, { ...SMALL, volumes: [], snapshots: 0 });
        const [server] = [...world.sim.world.servers.values()];
        if (server === undefined) throw new Error('no server');
        const id = put('forgotten', status);
        const attachmentId = attach(id, server.id, attachment);
        const { left, rounds } = await clean();
        expect(left).to.deep.equal([]);
        expect(rounds).to.equal(1);
        const order = stage.calls.filter((call) => call.method === 'DELETE').map((call) => call.path.split('/').at(-1));
        expect(order.filter((one) => [server.id, attachmentId, id].includes(one ?? ''))).to.deep.equal([
          server.id,
          attachmentId,
          id,
        ]);
      });
    }

    it('reserved a moment ago for a server that is not there: its attachment ends when it is 15 minutes old', async () => {
      const id = put('young', 'reserved', { updatedAt: ago(14 * 60_000) });
      const attachmentId = attach(id, 'gone', 'reserved');
      const began = clock.monotonic();
      let waited = 0;
      const request = stage.session.request.bind(stage.session);
      const watched = stage.session as { request: typeof request };
      watched.request = (call) => {
        if (call.method === 'DELETE' && call.path.endsWith(attachmentId)) waited = clock.monotonic() - began;
        return request(call);
      };
      const { left } = await clean();
      expect(left).to.deep.equal([]);
      expect(stage.plans[0]?.steps.find((step) => step.target.id === attachmentId)?.notBefore).to.be.a('string');
      expect(waited).to.be.greaterThan(50_000);
    });

    it('attached to a neighbour’s server, or reserved for it: protected, and the neighbour is as before', async () => {
      await stage.stand(NEIGHBOUR, { ...SMALL, volumes: [], snapshots: 0 });
      const server = [...world.sim.world.servers.values()].find((one) => one.name.startsWith(NEIGHBOUR));
      if (server === undefined) throw new Error('no server');
      const used = put('used', 'in-use');
      attach(used, server.id, 'attached');
      const wanted = put('wanted', 'reserved', { updatedAt: ago(HOUR) });
      attach(wanted, server.id, 'reserved');
      const before = snapshot(await stage.inventory());
      const from = stage.calls.length;
      const { volumes } = await clean();
      const sent = stage.calls.slice(from).filter((call) => call.method === 'DELETE');
      expect(snapshot(await stage.inventory())).to.equal(before);
      const why = (id: string): string => volumes.find((one) => one.id === id)?.why ?? '';
      expect(why(used)).to.match(/attached to server .*, which is not ours/);
      expect(why(wanted)).to.match(/reserved for server .*, which is not ours/);
      expect(sent).to.deep.equal([]);
    });

    it('in use by a server that Nova knows and no list shows: says which, and how its owner ends that', async () => {
      const id = put('soft', 'in-use');
      const attachmentId = attach(id, 'soft-deleted', 'attached');
      const says = 'Detach volume from instance soft-deleted using the Compute API';
      world.sim.script([
        {
          when: { method: 'DELETE', path: /attachments\//, times: Infinity },
          then: { do: 'answer', status: 409, says },
        },
      ]);
      const { left } = await clean();
      const ofVolume = left.find((one) => one.ref.id === id);
      expect(ofVolume?.behind?.id).to.equal(attachmentId);
      expect(ofVolume?.held?.says).to.match(/^volume soft .* ← volumeAttachment .* ← server soft-deleted, in no list$/);
      const [finding, ...more] = findingsOf({ left, unknown: [] });
      expect(more).to.deep.equal([]);
      expect(finding?.why).to.contain(says);
      expect(finding?.hint).to.contain('openstack server delete --force soft-deleted');
    });

    it('in a group: protected', async () => {
      const id = put('grouped', 'available', { groupId: 'g1' });
      const { kept, left } = await clean();
      expect(kept.find((one) => one.target.id === id)?.why).to.match(/in a group of volumes/);
      expect(left[0]?.held?.todo).to.contain('group-list');
      expect(sentTo(id)).to.deep.equal([]);
    });

    it('retained, as the cluster told: handed over; and deleted when that is asked for', async () => {
      const volumes = [
        { claim: 'data-0', namespace: 'shop', attached: true, reclaimPolicy: 'Retain' },
        { claim: 'data-1', namespace: 'shop', attached: false },
      ];
      await stage.stand(C, { ...SMALL, volumes, snapshots: 0 });
      const ledger = ledgerOf(await stage.events());
      const cleaned = await clean({ ledger });
      expect(findingsOf(cleaned)).to.deep.equal([]);
      const standing = (await stage.inventory()).resources.filter((one) => one.kind === 'volume');
      expect(standing.map((one) => one.metadata['csi.storage.k8s.io/pvc/name'])).to.deep.equal(['data-0']);
      expect(cleaned.kept.map((one) => [one.target.id, one.why])).to.deep.equal([
        [standing[0]?.id, 'its reclaim policy is Retain'],
      ]);
      const verdicts = cleaned.volumes.map(
        ({ claim, policy, verdict }) => `${claim?.name ?? '-'} ${policy} ${verdict}`,
      );
      expect(verdicts.sort()).to.deep.equal([
        '- none gone',
        '- none gone',
        'data-0 retain handed over',
        'data-1 delete gone',
      ]);
      await clean({ ledger, retained: true });
      expect((await stage.inventory()).resources.filter((one) => one.kind === 'volume')).to.deep.equal([]);
    });
  });

  describe('with an application credential', () => {
    beforeEach(() => open());
    afterEach(close);

    it('in use by a server that is gone, with an application credential: says that a password is needed', async () => {
      const id = put('orphan', 'in-use');
      const attachmentId = attach(id, 'gone', 'attached');
      const { left } = await clean();
      expect(left.map((one) => one.ref.id).sort()).to.deep.equal([attachmentId, id]);
      expect(left.find((one) => one.ref.id === attachmentId)?.why).to.match(
        /not allow it for an application credential.*volume attachment delete attachment-orphan \(docs\/stuck/,
      );
    });
  });
});
