import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { findingsOf } from '../../src/forceclean/findings.ts';
import { harmed } from '../../src/forceclean/harm.ts';
import { cleanedText } from '../../src/forceclean/render.ts';
import type { LedgerEntry } from '../../src/model/evidence.ts';
import { refKey } from '../../src/model/resource.ts';
import { ok } from '../contract/stage.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { standExtras, wireOf, type Extras } from './extras.ts';
import { fastClock } from './fastClock.ts';
import { openStage, snapshot, type Stage } from './stage.ts';

const C = 'tabcdefghia';
const NEIGHBOUR = 'tzzzzzzzzza';
const OBJECTS = ['docker/registry/v2/one', 'docker/registry/v2/two', 'a%20b%25c'];
const clock = fastClock(40);

describe('cleaning what a cluster may leave besides the usual', function () {
  this.timeout(60_000);
  let world: SimWorld;
  let stage: Stage;
  let ours: Extras;
  let theirs: Extras;

  beforeEach(async () => {
    world = await makeSimWorld();
    stage = await openStage({ ...world, cloud: 'test-password' });
    theirs = await standExtras(world, NEIGHBOUR, OBJECTS);
  });
  afterEach(async () => {
    await stage.close();
    await world.dispose();
  });

  const stand = async (): Promise<string> => {
    const before = snapshot(await stage.inventory());
    ours = await standExtras(world, C, OBJECTS);
    // An attachment that was reserved just now would be waited for.
    const held = world.sim.world.volumes.get(ours.heldVolume);
    if (held !== undefined) held.updatedAt = '2026-11-23T11:00:00.000000';
    return before;
  };
  const ledger = (): readonly LedgerEntry[] => [
    { kind: 'container', id: ours.container, cluster: C, source: 'journal line 3' },
    { kind: 'ec2Credential', id: ours.access, cluster: C, source: 'journal line 4' },
  ];
  const clean = (more: Parameters<Stage['clean']>[1] = {}): ReturnType<Stage['clean']> =>
    stage.clean(C, { ledger: ledger(), ...more }, { clock, deadline: clock.monotonic() + 600_000 });
  const requests = (pattern: RegExp): readonly string[] =>
    world.sim.requests.filter((one) => pattern.test(`${one.method} ${one.path}`)).map((one) => one.path);
  const objectsLeft = (): readonly string[] =>
    [...world.sim.world.objects.values()].filter((one) => one.id.includes(`/${C}-`)).map((one) => one.name);

  it('removes trunk, orphan attachment, backups, container with objects and EC2 credential, and nothing of a neighbour’s', async () => {
    const before = await stand();
    const cleaned = await clean();
    expect(findingsOf(cleaned)).to.deep.equal([]);
    expect(snapshot(await stage.inventory())).to.equal(before);
    expect(objectsLeft()).to.deep.equal([]);
    expect([...world.sim.world.objects.values()]).to.have.length(OBJECTS.length);
    expect(harmed(stage.session.log, stage.plans)).to.deep.equal([]);
    expect(requests(/^DELETE .*\/backups\//).map((path) => path.split('/').at(-1))).to.deep.equal([
      ours.backups[1],
      ours.backups[0],
    ]);
    const full = stage.plans[0]?.steps.find((step) => step.target.id === ours.backups[0]);
    expect(full?.after).to.deep.equal([{ kind: 'backup', id: ours.backups[1] }]);
    expect(requests(/^POST .*bulk-delete/)).to.have.length(1);
    expect(requests(new RegExp(`/${theirs.container}\\?`)), 'a look into the neighbour’s container').to.deep.equal([]);
  });

  it('deletes credentials last, and writes no secret down', async () => {
    await stand();
    await clean();
    const [plan] = stage.plans;
    expect(plan?.steps.at(-1)?.target).to.include({ kind: 'ec2Credential', id: ours.access });
    const events = JSON.stringify([await stage.events(), stage.plans, stage.session.log]);
    expect(events).to.include(ours.access);
    for (const secret of [ours.secret, theirs.secret]) expect(events).to.not.include(secret);
  });

  it('without a ledger leaves container and EC2 credential, and says so', async () => {
    await stand();
    const { kept, left } = await clean({ ledger: [] });
    expect(left.map((one) => refKey(one.ref))).to.deep.equal([`container/${ours.container}`]);
    expect(left[0]?.why).to.include('no ledger of a run names it');
    expect(kept.map((one) => refKey(one.target))).to.include(`ec2Credential/${ours.access}`);
    expect(objectsLeft()).to.have.length(OBJECTS.length);
  });

  it('leaves a container of which an object is refused, names the object, and keeps the rest of the order', async () => {
    await stand();
    for (const object of world.sim.world.objects.values())
      if (object.name === 'docker/registry/v2/two' && object.id.includes(`/${C}-`)) object.refuses = '403 Forbidden';
    const { left } = await clean();
    expect(left.map((one) => one.ref.kind)).to.deep.equal(['container', 'ec2Credential']);
    expect(left[0]?.why).to.include('docker/registry/v2/two: 403 Forbidden');
    expect(objectsLeft()).to.deep.equal(['docker/registry/v2/two']);
    expect(requests(new RegExp(`^DELETE .*/${ours.container}$`))).to.deep.equal([]);
  });

  for (const [bulkLimit, bulks, singles] of [
    [0, 1, 3],
    [1, 4, 0],
  ] as const) {
    it(`empties it where the cloud takes ${bulkLimit} names in a bulk deletion`, async () => {
      await stand();
      world.sim.world.objectStore.bulkLimit = bulkLimit;
      expect(findingsOf(await clean())).to.deep.equal([]);
      expect(objectsLeft()).to.deep.equal([]);
      expect(requests(/^POST .*bulk-delete/)).to.have.length(bulks);
      expect(requests(new RegExp(`^DELETE .*/${ours.container}/`))).to.have.length(singles);
      expect(harmed(stage.session.log, stage.plans)).to.deep.equal([]);
    });
  }

  for (const bulkLimit of [1000, 0]) {
    it(`gives up a container whose list goes on showing what is gone, and says so (bulk limit ${bulkLimit})`, async () => {
      await stand();
      world.sim.world.objectStore.bulkLimit = bulkLimit;
      const path = new RegExp(`/${ours.container}\\?limit`);
      world.sim.script([{ when: { method: 'GET', path, times: Infinity }, then: { do: 'stale' } }]);
      const { left } = await clean();
      const container = left.find((one) => one.ref.kind === 'container');
      expect(container?.why).to.include('its list still shows 3 objects that are gone');
    });
  }

  it('gives up a container that somebody fills as fast as it is emptied, and says so', async () => {
    await stand();
    const { objects } = world.sim.world;
    let count = 0;
    objects.delete = (key) => {
      const one = objects.get(key);
      const gone = Map.prototype.delete.call(objects, key);
      if (one?.containerId.endsWith(ours.container) !== true) return gone;
      const name = `another-${count++}`;
      objects.set(key.replace(one.name, name), { ...one, name, id: one.id.replace(one.name, name) });
      return gone;
    };
    const { left } = await clean();
    expect(left.find((one) => one.ref.kind === 'container')?.why).to.include('somebody writes into it');
  });

  it('leaves a container that somebody marked to be kept', async () => {
    await stand();
    const mark = { 'X-Container-Meta-E2e-Keep': 'true' };
    await (await wireOf(world)).send('objectStore', 'POST', `/${ours.container}`, undefined, mark);
    const { left } = await clean();
    expect(left.find((one) => one.ref.kind === 'container')?.why).to.include('marked to be kept');
    expect(objectsLeft()).to.have.length(OBJECTS.length);
  });

  it('leaves the backup of a volume that is handed over, and the volume of a backup that a person made', async () => {
    await stand();
    await clean({ pvc: 'keep' });
    expect(world.sim.world.backups.size).to.equal(4);
    expect(world.sim.world.attachments.has(ours.attachment)).to.equal(true);
    const wire = await wireOf(world);
    await ok(wire, 'volume', 'POST', '/backups', { backup: { volume_id: ours.savedVolume, name: 'by hand' } });
    const { left } = await clean();
    const volume = left.find((one) => one.ref.id === ours.savedVolume);
    expect(volume?.why).to.match(/backup .*“by hand” was taken of it/);
    expect(world.sim.world.volumes.has(ours.savedVolume)).to.equal(true);
  });

  it('does not believe the 404 of a Cinder without a backup service', async () => {
    await stand();
    const says = 'Service cinder-backup could not be found.';
    world.sim.script([
      { when: { method: 'DELETE', path: /\/backups\//, times: Infinity }, then: { do: 'answer', status: 404, says } },
    ]);
    const { left } = await clean();
    const backup = left.find((one) => one.ref.id === ours.backups[1]);
    expect(backup?.why).to.include(says);
    expect(left.map((one) => one.ref.kind)).to.include('volume');
  });

  it('does not call clean what a ledger names where its list is not asked or refused', async () => {
    await stand();
    world.sim.script([{ when: { path: /\/object-store\//, times: Infinity }, then: { do: 'answer', status: 403 } }]);
    const shown = await openStage(world);
    const [entry] = ledger();
    if (entry === undefined) throw new Error('an empty ledger');
    const changed = { clock, deadline: clock.monotonic() + 1_200_000 };
    const other = await shown.clean(C, { ledger: [{ ...entry, cluster: NEIGHBOUR }] }, changed);
    expect(findingsOf(other), 'another cluster’s').to.deep.equal([]);
    const cleaned = await shown.clean(C, { ledger: ledger() }, changed);
    await shown.close();
    expect(findingsOf(cleaned).map((one) => one.verdict)).to.deep.equal(['unknown']);
    expect(cleaned.unknown).to.have.members(['container', 'ec2Credential']);
    expect(cleaned.left.map((one) => one.ref.id)).to.have.members([ours.container, ours.access]);
    expect(cleanedText(cleaned)).not.to.include('nothing left');
    expect((await clean()).unknown, 'a list that worked before').to.include('container');
  });

  it('is clean where the cloud has no trunks, no backups and no object store, and says what it did not look at', async () => {
    world.sim.script([
      {
        when: { path: /\/(trunks|backups\/detail|attachments\/detail|credentials\/OS-EC2)(\?|$)/, times: Infinity },
        then: { do: 'answer', status: 404 },
      },
      { when: { path: /\/object-store\//, times: Infinity }, then: { do: 'answer', status: 403 } },
    ]);
    const cleaned = await stage.clean(C);
    expect(findingsOf(cleaned)).to.deep.equal([]);
    expect(cleaned.notLookedAt.map((one) => one.split(' ')[0])).to.deep.equal([
      'backup',
      'container',
      'ec2Credential',
      'trunk',
      'volumeAttachment',
    ]);
  });
});
