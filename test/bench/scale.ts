// What it costs to collect, judge and plan a large project over the wire of the simulated cloud, and how that grows. 10,000
// resources in 5 s and 250 MiB are the aim, and the same for each resource up to 50,000.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { KINDS } from '../../src/model/resource.ts';
import { startSim, type Sim } from '../../src/sim/cloud.ts';
import { listAt, numberAt } from '../support/json.ts';
import { makePlace } from '../support/program.ts';
import { makeWorldOn } from '../support/simWorld.ts';
import type { World } from '../support/world.ts';
import { clusterModel, copy, keysOf, workerModel, type Model } from './copies.ts';
import { stand } from './standing.ts';

const SIZES = [1_000, 10_000, 50_000];
const PARTS = ['collect', 'judge', 'plan'] as const;

await grow('many clusters, one of them in question', clusterModel, (cluster) => [cluster]);
await grow('many clusters, all of them in question', clusterModel, (cluster, model, copies) => {
  const another = model.texts.get(cluster) ?? (() => cluster);
  return [cluster, ...Array.from({ length: copies }, (_none, number) => another(number))];
});
await grow('one large cluster', workerModel, (cluster) => [cluster]);

/** Grows a project by copies of a model, and measures it at each size. @param asked the clusters in question */
async function grow(
  what: string,
  modelOf: (sim: Sim, before: ReadonlySet<string>, cluster: string) => Model,
  asked: (cluster: string, model: Model, copies: number) => readonly string[],
): Promise<void> {
  const sim = await startSim({ speed: Infinity, seed: 1 });
  const world = await makeWorldOn(sim);
  const place = await makePlace();
  try {
    const before = keysOf(sim);
    const [cluster = ''] = (await stand('v1', 1, world, place)).clusters;
    const model = modelOf(sim, before, cluster);
    const first = numberAt(await collect(world, [cluster]), 'resources');
    copy(model, 0, 1);
    const each = numberAt(await collect(world, [cluster]), 'resources') - first;
    console.log(`${what}: ${first} resources, ${each} more with each copy`);
    let copies = 1;
    let smaller: unknown;
    for (const size of SIZES) {
      const more = Math.ceil((size - first) / each) - copies;
      copy(model, copies, more);
      copies += more;
      const seen = await collect(world, asked(cluster, model, copies));
      tell(seen, size, smaller);
      smaller = seen;
    }
  } finally {
    await place.remove();
    await world.dispose();
    await sim.close();
  }
}

function tell(seen: unknown, size: number, smaller: unknown): void {
  const resources = numberAt(seen, 'resources');
  const gaps = listAt(seen, 'gaps');
  if (resources < size || gaps.length > 0)
    throw new Error(`not a whole listing: ${resources} resources, ${JSON.stringify(gaps)}`);
  const seconds = PARTS.map((part) => numberAt(seen, part, 'seconds'));
  const aim = size === 10_000;
  console.log(
    `  ${resources} resources, ${numberAt(seen, 'steps')} steps: ` +
      PARTS.map((part, at) => `${part} ${seconds[at]?.toFixed(2)} s`).join(', ') +
      `, together ${seconds.reduce((sum, one) => sum + one, 0).toFixed(2)} s${aim ? ' (aim 5)' : ''}, ` +
      `of it ${costOf(seen).toFixed(2)} s at work; ${numberAt(seen, 'grownMiB').toFixed(0)} MiB more` +
      `${aim ? ' (aim 250)' : ''}; ${numberAt(seen, 'requests')} requests for ${KINDS.length} kinds`,
  );
  if (smaller === undefined) return;
  const ratio = (cost: (of: unknown) => number): string =>
    (cost(seen) / resources / (cost(smaller) / numberAt(smaller, 'resources'))).toFixed(2);
  const parts = PARTS.map((part) => `${part} ${ratio((of) => numberAt(of, part, 'processorSeconds'))}`);
  console.log(
    `  each costs ${ratio(costOf)} times the work it cost at ${numberAt(smaller, 'resources')} (linear: at most 1.5): ${parts.join(', ')}`,
  );
}

/** Seconds of processor time, which other programs on the machine disturb less than the wall's. */
function costOf(seen: unknown): number {
  return PARTS.reduce((sum, part) => sum + numberAt(seen, part, 'processorSeconds'), 0);
}

async function collect(world: World, clusters: readonly string[]): Promise<unknown> {
  const args = ['test/bench/collect.mjs', world.cloudsYaml, world.cloud, ...clusters];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(child.stdout));
}
