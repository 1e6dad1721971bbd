import { expect } from 'chai';
import { demandOf } from '../../src/clusters/footprint/demand.ts';
import { footprintSpec } from '../../src/config/footprintSpec.ts';
import type { Demand, QuotaName } from '../../src/model/demand.ts';
import { describeNeighbour, makeNeighbour } from '../clusters/neighbour.ts';
import { rawListing } from '../clusters/raw.ts';
import { addressesHeld } from '../support/leaseBook.ts';
import { clientListing } from '../support/openstackClient.ts';
import { eventsOf, makePlace, onlyRun, troika } from '../support/program.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import { usedBy } from '../support/realUse.ts';
import type { World } from '../support/world.ts';
import { watchNetworks } from './alive.ts';

/** Control planes, and workers, of each. */
const NODES = 3;
const CLUSTERS = 5;
/** A busy Neutron takes seconds for an answer; a request gets a fifteenth of it. */
const TTL = '300s';
/** As the real services' flavors are (test/beds/openstack). */
const FLAVORS = new Map(['SCS-2V-4', 'SCS-2V-4-20s'].map((name) => [name, { vcpus: 2, ramMiB: 4096 }]));

interface Show {
  readonly generation: 'v1' | 'v2';
  /** The quota that is scarce, and for how many clusters it is enough beside the neighbour. */
  readonly scarce: QuotaName;
  readonly enoughFor: number;
  readonly atMost: number;
}

const SHOWS: readonly Show[] = [
  { generation: 'v2', scarce: 'floatingIps', enoughFor: 2, atMost: 2 },
  { generation: 'v2', scarce: 'ports', enoughFor: 2, atMost: 2 },
  { generation: 'v2', scarce: 'gigabytes', enoughFor: 2, atMost: 2 },
  { generation: 'v2', scarce: 'floatingIps', enoughFor: 5, atMost: 3 },
  { generation: 'v1', scarce: 'floatingIps', enoughFor: 2, atMost: 2 },
];

for (const show of SHOWS) {
  const { generation, scarce, enoughFor, atMost } = show;
  describe(`five ${generation} clusters of ${NODES}+${NODES}, ${scarce} for ${enoughFor}, on the real services`, function () {
    this.timeout(1_500_000);
    let world: World;

    before(async () => {
      world = await makeRealWorld();
      const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml };
      const ready = await troika(['init', '--cloud', world.cloud, '--ttl', TTL], { cwd: '/', env });
      expect(ready.code, ready.out + ready.err).to.equal(0);
    });
    after(() => world?.dispose());

    it(`run at most ${atMost} at once, meet no refusal, and leave the project and the neighbour as they were`, async () => {
      const footprint = { generation, controlPlanes: NODES, workers: NODES };
      const demand = demandOf(footprintSpec.parse(footprint), FLAVORS);
      const neighbour = await makeNeighbour(world);
      await limit(world, scarce, demand, enoughFor);
      const before = await everything(world, neighbour);
      const watch = await watchNetworks(world);

      const { ended, events } = await runFive(world, footprint);

      const alive = await watch.stop();
      expect(ended.code, ended.out + ended.err).to.equal(0);
      expect(alive.seen).to.equal(CLUSTERS);
      expect(alive.most, `of ${alive.looks} looks`).to.equal(atMost);
      const refused = events.filter(
        (event) => event.type === 'outcome' && !event.ok && /quota/i.test(event.says ?? ''),
      );
      expect(refused).to.deep.equal([]);
      expect(await addressesHeld(world)).to.deep.equal([]);
      const after = await everything(world, neighbour);
      expect(after.neighbour).to.equal(before.neighbour);
      expect(after.client).to.deep.equal(before.client);
      expect(after.raw).to.deep.equal(before.raw);
      report(show, events, alive);
    });
  });
}

/** Leaves the scarce quota with just enough for so many clusters beside what is used already, and each cluster's ticket. */
async function limit(world: World, scarce: QuotaName, demand: Demand, clusters: number): Promise<void> {
  const tickets = scarce === 'ports' ? CLUSTERS : 0;
  await world.setQuota({ [scarce]: (await usedBy(world, scarce)) + clusters * demand[scarce] + tickets });
}

async function runFive(world: World, footprint: object) {
  const place = await makePlace();
  try {
    const cluster = { label: 'five', count: CLUSTERS, provisioner: 'footprint', footprint };
    const { cloud, externalNetwork } = world;
    const file = { cloud, externalNetwork, lease: { ttl: TTL }, clusters: [cluster] };
    await place.write('troika.yaml', JSON.stringify(file));
    const ended = await troika(['run'], { cwd: place.path, env: { OS_CLIENT_CONFIG_FILE: world.cloudsYaml } });
    return { ended, events: await eventsOf(await onlyRun(place)) };
  } finally {
    await place.remove();
  }
}

/** The project seen three ways, none of them Troika's. */
async function everything(world: World, neighbour: Awaited<ReturnType<typeof makeNeighbour>>) {
  return {
    neighbour: await describeNeighbour(world, neighbour),
    client: await clientListing(world),
    raw: await rawListing(world),
  };
}

/** What a person wants to know of it, on the test's output. */
function report(
  show: Show,
  events: Awaited<ReturnType<typeof eventsOf>>,
  alive: { most: number; looks: number },
): void {
  const ended = events.find((event) => event.type === 'run.ended');
  const made = events.filter((event) => event.type === 'outcome' && event.ok).length;
  const seconds = ended?.type === 'run.ended' ? Math.round(ended.seconds) : 0;
  console.log(
    `      ${show.scarce} for ${show.enoughFor}: at most ${alive.most} alive in ${alive.looks} looks, ${made} effects, ${seconds} s`,
  );
}
