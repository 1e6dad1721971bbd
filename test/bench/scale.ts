// What it costs to collect, judge and plan a large project over the wire of the simulated cloud, and how that grows:
// many clusters of which one is ours, and one cluster as large. 10,000 resources in 5 s and 250 MiB are the aim, and the
// same for each resource up to 50,000.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { KINDS } from '../../src/model/resource.ts';
import { startSim } from '../../src/sim/cloud.ts';
import { listAt, numberAt } from '../support/json.ts';
import { makeOldBook } from '../support/leaseBook.ts';
import { eventsOf, makePlace, onlyRun, troika } from '../support/program.ts';
import { clusterModel, copy, keysOf, workerModel, type Model } from './copies.ts';

const SIZES = [1_000, 10_000, 50_000];
/** Of what one resource costs in the larger of two projects to what it costs in the smaller one. */
const LINEAR = 1.5;

await grow('many clusters, one of them ours', clusterModel);
await grow('one cluster, all of it ours', workerModel);

/** Grows a project by copies of a model, and measures it at each size. */
async function grow(
  what: string,
  modelOf: (sim: Awaited<ReturnType<typeof startSim>>, before: ReadonlySet<string>, cluster: string) => Model,
): Promise<void> {
  const sim = await startSim({ speed: Infinity, seed: 1 });
  const place = await makePlace();
  try {
    const clouds = await place.write('clouds.yaml', sim.cloudsYaml());
    await place.write(
      'troika.yaml',
      'clusters: [{ provisioner: footprint, footprint: { generation: v1, controlPlanes: 3, workers: 5 } }]\n',
    );
    await makeOldBook({ sim, cloudsYaml: clouds, cloud: 'sim' });
    const before = keysOf(sim);
    const env = { OS_CLIENT_CONFIG_FILE: clouds, OS_CLOUD: 'sim' };
    const made = await troika(['run', '--keep'], { cwd: place.path, env });
    if (made.code !== 0) throw new Error(`troika run --keep: ${made.code}\n${made.out}${made.err}`);
    const events = await eventsOf(await onlyRun(place));
    const cluster = events.flatMap((event) => ('cluster' in event && event.cluster ? [event.cluster] : []))[0] ?? '';

    const model = modelOf(sim, before, cluster);
    let copies = 0;
    let last = await collect(clouds, cluster);
    const [first, each] = [numberAt(last, 'resources'), await sizeOf(model, clouds, cluster, last)];
    copies += 1;
    console.log(`${what}: ${first} resources, ${each} more with each copy`);
    let smaller: unknown;
    for (const size of SIZES) {
      const more = Math.ceil((size - first) / each) - copies;
      copy(model, copies, more);
      copies += more;
      last = await collect(clouds, cluster);
      tell(last, size, smaller);
      smaller = last;
    }
  } finally {
    await place.remove();
    await sim.close();
  }

  /** How many resources one copy is: the first one tells. */
  async function sizeOf(model: Model, clouds: string, cluster: string, without: unknown): Promise<number> {
    copy(model, 0, 1);
    return numberAt(await collect(clouds, cluster), 'resources') - numberAt(without, 'resources');
  }
}

function tell(seen: unknown, size: number, smaller: unknown): void {
  const resources = numberAt(seen, 'resources');
  if (resources < size || listAt(seen, 'gaps').length > 0) throw new Error(`not a whole listing: ${resources} ${JSON.stringify(listAt(seen, 'gaps'))}`);
  const part = (name: string): string => numberAt(seen, name).toFixed(2);
  const seconds = numberAt(seen, 'collectSeconds') + numberAt(seen, 'judgeSeconds') + numberAt(seen, 'planSeconds');
  const aim = size === 10_000;
  console.log(
    `  ${resources} resources, ${numberAt(seen, 'ours')} ours, ${numberAt(seen, 'steps')} steps: collected in ` +
      `${part('collectSeconds')} s, judged in ${part('judgeSeconds')} s, planned in ${part('planSeconds')} s, together ` +
      `${seconds.toFixed(2)} s${aim ? ' (aim 5 s)' : ''}, ${part('processorSeconds')} s of processor time; ` +
      `${numberAt(seen, 'grownMiB').toFixed(0)} MiB more${aim ? ' (aim 250 MiB)' : ''}; ` +
      `${numberAt(seen, 'requests')} requests for ${KINDS.length} kinds`,
  );
  if (smaller === undefined) return;
  const ratio = (cost: (of: unknown) => number): string =>
    (cost(seen) / numberAt(seen, 'resources') / (cost(smaller) / numberAt(smaller, 'resources'))).toFixed(2);
  console.log(
    `  each costs ${ratio((of) => numberAt(of, 'processorSeconds'))} times the processor time it cost at ` +
      `${numberAt(smaller, 'resources')} (aim ${LINEAR}), ${ratio((of) => numberAt(of, 'judgeSeconds'))} times to judge, ` +
      `${ratio((of) => numberAt(of, 'planSeconds'))} times to plan`,
  );
}

async function collect(clouds: string, cluster: string): Promise<unknown> {
  const child = spawn(process.execPath, ['test/bench/collect.mjs', clouds, 'sim', cluster], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout));
}
