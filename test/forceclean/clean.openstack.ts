import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { findingsOf } from '../../src/forceclean/findings.ts';
import { harmed } from '../../src/forceclean/harm.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { create } from '../../src/openstack/create.ts';
import { createRule } from '../../src/openstack/change.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import type { World } from '../support/world.ts';
import { openStage, snapshot, type Stage } from './stage.ts';

const NEIGHBOUR = 'tzzzzzzzzza';
const SIZE = { controlPlanes: 1, workers: 1 };

describe('cleaning on the real services', function () {
  this.timeout(600_000);
  let world: World;
  let stage: Stage;

  before(async () => {
    world = await makeRealWorld();
    stage = await openStage(world);
    await stage.stand(NEIGHBOUR, SIZE);
  });
  after(async () => {
    await stage.close();
    await world.dispose();
  });

  /** The neighbour's things: all that is not the cluster's. Revision and time of change included. */
  async function others(): Promise<string> {
    return snapshot(await stage.inventory());
  }

  for (const [generation, C] of [
    ['v2', 'tabcdefghia'],
    ['v1', 'tabcdefghib'],
  ] as const) {
    it(`removes a ${generation} footprint from its name alone; the neighbour is byte-identical`, async () => {
      const was = await others();
      await stage.stand(C, { ...SIZE, generation });
      const cleaned = await stage.clean(C);
      expect(findingsOf(cleaned)).to.deep.equal([]);
      expect(cleaned.deleted).to.be.greaterThan(25);
      expect(await others()).to.equal(was);
      expect(harmed(stage.session.log, stage.plans)).to.deep.equal([]);
    });
  }

  it('keeps what is tied to a neighbour, names the tie, and removes it when the tie is gone', async () => {
    const C = 'tabcdefghic';
    await stage.stand(C, { ...SIZE, services: [], volumes: [], snapshots: 0 });
    const seen = (await stage.inventory()).resources;
    const named = (kind: Resource['kind'], name: string): Resource => {
      const found = seen.find((one) => one.kind === kind && one.name === name);
      if (found === undefined) throw new Error(`no ${kind} ${name}`);
      return found;
    };
    const group = named('securityGroup', `k8s-cluster-${C}-${C}-secgroup-worker`);
    const network = named('network', `k8s-clusterapi-cluster-${C}-${C}`);
    const theirs = await create(stage.session, 'securityGroup', { name: 'theirs' });
    await createRule(stage.session, {
      security_group_id: theirs.id,
      direction: 'ingress',
      ethertype: 'IPv4',
      remote_group_id: group.id,
    });
    const guest = await create(stage.session, 'port', { name: 'tcpdump', network_id: network.id });
    const first = await stage.clean(C);
    const left = first.left.map((one) => refKey(one.ref));
    expect(left).to.include.members([refKey(group), refKey(network)]);
    expect(first.left.map((one) => one.why).join('\n'))
      .to.contain(theirs.id)
      .and.to.contain(guest.id);
    expect((await stage.inventory()).resources.map(refKey)).to.include.members([refKey(theirs), refKey(guest)]);
    await stage.session.request({ service: 'network', method: 'DELETE', path: `/ports/${guest.id}` });
    await stage.session.request({ service: 'network', method: 'DELETE', path: `/security-groups/${theirs.id}` });
    expect(findingsOf(await stage.clean(C))).to.deep.equal([]);
  });

  it('refuses nothing and leaves nothing when two clean at once', async () => {
    const [C, D] = ['tabcdefghid', 'tabcdefghie'];
    const was = await others();
    await Promise.all([stage.stand(C, SIZE), stage.stand(D, SIZE)]);
    const cleaned = await Promise.all([stage.clean(C), stage.clean(D), stage.clean(C)]);
    expect(cleaned.flatMap((one) => findingsOf(one))).to.deep.equal([]);
    expect(await others()).to.equal(was);
  });
});
