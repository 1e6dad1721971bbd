import { expect } from 'chai';
import pLimit from 'p-limit';
import type { Clock } from '../../../src/io/clock.ts';
import { findingsOf } from '../../../src/forceclean/findings.ts';
import { harmed } from '../../../src/forceclean/harm.ts';
import type { Resource } from '../../../src/model/resource.ts';
import type { World } from '../../support/world.ts';
import { openStage } from '../stage.ts';
import { B, byCapo, standTraces } from './cluster.ts';
import type { Force } from './force.ts';
import type { Made } from './made.ts';
import { createMaker } from './maker.ts';
import { foreign } from './play.ts';

const SIZE = { controlPlanes: 1, workers: 1 };
const LETTERS = 'abcdefghij';
/** More at once would not all stand within the time that one has. */
const STOOD_AT_ONCE = 3;

/**
 * So many footprints at once, beside a neighbour, each in other bad states: one is broken in every way that clean-up
 * gets over, one is tied to others, one is busy. Then all are cleaned at once.
 */
export async function playBeside(world: World, force: Force, clock: Clock, count: number): Promise<void> {
  const maker = await createMaker(world);
  // By password: Cinder ends no attachment for an application credential.
  const stage = await openStage({ ...world, cloud: 'test-password' });
  const clean = (C: string, planned?: (round: number) => Promise<void>) =>
    stage.clean(C, {}, { clock, deadline: clock.monotonic() + 900_000 }, planned);
  try {
    const theirs = await standTraces(maker, B);
    await maker.floatingIp({});
    await maker.volume({ name: 'pvc-backup' });
    const before = await foreign(world, {});

    const clusters = Array.from(LETTERS.slice(0, count), (letter) => `tabcdefghi${letter}`);
    const limit = pLimit(STOOD_AT_ONCE);
    await Promise.all(
      clusters.map((C, at) => limit(() => stage.stand(C, { ...SIZE, generation: at === 0 ? 'v1' : 'v2' }))),
    );
    const seen = (await stage.inventory()).resources;
    const guests: Made[] = [];
    const tied = new Map<string, readonly string[]>();
    const busy: Made[] = [];
    for (const [at, C] of clusters.entries()) {
      const of = partsOf(seen, C);
      if (at % 3 === 0) {
        await force.breakServer(of('server', C));
        await force.balancerStatus(of('loadBalancer', `kube_service_${C}_`), 'ERROR');
        await maker.floatingIp({ description: byCapo(C) });
        await force.attachToNobody(of('volume', 'pvc-', 'available'), maker);
      } else if (at % 3 === 1) {
        const [network, group] = [of('network', C), of('securityGroup', `${C}-secgroup-worker`)];
        const guest = await maker.neutron('port', { name: 'tcpdump', network_id: network.id });
        const user = await maker.neutron('port', {
          name: 'jump',
          network_id: theirs.network.id,
          security_groups: [group.id],
        });
        guests.push(guest, user);
        tied.set(C, [network.id, group.id]);
        await force.volumeStatus(of('volume', 'pvc-', 'available'), 'error');
      } else busy.push(of('loadBalancer', `kube_service_${C}_`));
    }
    for (const balancer of busy) await force.balancerStatus(balancer, 'PENDING_UPDATE');
    const deleted = (id: string) => stage.calls.some((call) => call.method === 'DELETE' && call.path.includes(id));
    const freed = async (): Promise<void> => {
      await clock.sleep(3000);
      for (const balancer of busy) {
        expect(deleted(balancer.id), 'nothing is sent to a load balancer at work').to.equal(false);
        await force.balancerStatus(balancer, 'ACTIVE');
      }
    };
    let freeing = Promise.resolve();
    const cleaned = await Promise.all(
      clusters.map((C, at) =>
        clean(C, async (round) => {
          if (at === 0 && round === 1) freeing = freed();
        }),
      ),
    );
    await freeing;

    for (const [at, C] of clusters.entries()) {
      const found = findingsOf(cleaned[at] ?? { left: [], unknown: [] });
      const says = found.map((one) => `${one.verdict}: ${one.why}`).join('\n');
      expect(new Set(found.map((one) => one.verdict)), `${C}: ${says}`).to.deep.equal(
        new Set(tied.has(C) ? ['leaked'] : []),
      );
      for (const id of tied.get(C) ?? []) expect(says).to.contain(id);
    }
    expect(harmed(stage.session.log, stage.plans)).to.deep.equal([]);
    const now = await foreign(world, {});
    for (const [key, row] of Object.entries(before)) expect(now[key], key).to.deep.equal(row);

    for (const guest of guests) await maker.wire.send('network', 'DELETE', `/ports/${guest.id}`);
    for (const C of tied.keys()) expect(findingsOf(await clean(C)), C).to.deep.equal([]);
    expect(await foreign(world, {})).to.deep.equal(before);
  } finally {
    await stage.close();
  }
}

/** Finds one thing of a cluster by how its name begins or what it holds. */
function partsOf(seen: readonly Resource[], C: string) {
  return (kind: Resource['kind'], name: string, status?: string): Made => {
    const found = seen.find(
      (one) =>
        one.kind === kind &&
        one.name.includes(name) &&
        (status === undefined || one.status === status) &&
        JSON.stringify(one).includes(C),
    );
    if (found === undefined) throw new Error(`no ${kind} ${name} of ${C}`);
    return { kind, id: found.id };
  };
}

/** Something of A comes again each time: the clean-up names it and its maker, and stops. */
export async function playRecreated(world: World, clock: Clock): Promise<void> {
  const maker = await createMaker(world);
  const stage = await openStage(world);
  const C = 'tabcdefghia';
  try {
    await standTraces(maker, B);
    const before = await foreign(world, {});
    await maker.floatingIp({ description: byCapo(C) });
    let made = 0;
    const cleaned = await stage.clean(C, {}, { clock, deadline: clock.monotonic() + 900_000 }, async () => {
      await maker.floatingIp({ description: byCapo(C) });
      made += 1;
    });
    const [found, ...more] = findingsOf(cleaned, C);
    expect(more).to.deep.equal([]);
    expect(found?.verdict).to.equal('leaked');
    expect(found?.why)
      .to.contain(byCapo(C))
      .and.to.match(/came again each time.*capo.*stop that controller/);
    expect(cleaned.rounds).to.equal(made);
    expect(findingsOf(await stage.clean(C, {}, { clock, deadline: clock.monotonic() + 900_000 }))).to.deep.equal([]);
    expect(await foreign(world, {})).to.deep.equal(before);
  } finally {
    await stage.close();
  }
}
