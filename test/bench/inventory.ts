// How long it takes to collect and judge a project of 10,000 resources on the simulated cloud, and in how much memory:
// 5 s and 250 MiB are the aim.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { KINDS } from '../../src/model/resource.ts';
import { startSim } from '../../src/sim/cloud.ts';
import { listAt, numberAt } from '../support/json.ts';
import { makeOldBook } from '../support/leaseBook.ts';
import { eventsOf, makePlace, onlyRun, troika } from '../support/program.ts';
import { copyRows, rowsOf } from './copies.ts';

const WANTED = 10_000;
const sim = await startSim({ speed: Infinity, seed: 1 });
const place = await makePlace();
try {
  const clouds = await place.write('clouds.yaml', sim.cloudsYaml());
  await place.write(
    'troika.yaml',
    'clusters: [{ provisioner: footprint, footprint: { generation: v1, controlPlanes: 3, workers: 5 } }]\n',
  );
  await makeOldBook({ sim, cloudsYaml: clouds, cloud: 'sim' });
  const before = rowsOf(sim);
  const made = await troika(['run', '--keep'], {
    cwd: place.path,
    env: { OS_CLIENT_CONFIG_FILE: clouds, OS_CLOUD: 'sim' },
  });
  if (made.code !== 0) throw new Error(`troika run --keep: ${made.code}\n${made.out}${made.err}`);
  const events = await eventsOf(await onlyRun(place));
  const cluster = events.flatMap((event) => ('cluster' in event && event.cluster ? [event.cluster] : []))[0] ?? '';

  const one = await collect(clouds, cluster);
  copyRows(sim, before, cluster, Math.ceil(WANTED / numberAt(one, 'ours')));
  const all = await collect(clouds, cluster);
  const resources = numberAt(all, 'resources');
  if (resources < WANTED || listAt(all, 'gaps').length > 0)
    throw new Error(`not a whole listing: ${JSON.stringify(all)}`);
  if (numberAt(all, 'ours') !== numberAt(one, 'ours')) throw new Error('the copies change what is ours');
  const seconds = numberAt(all, 'collectSeconds') + numberAt(all, 'judgeSeconds');
  console.log(
    `${resources} resources: collected in ${numberAt(all, 'collectSeconds').toFixed(2)} s, judged in ` +
      `${numberAt(all, 'judgeSeconds').toFixed(2)} s, together ${seconds.toFixed(2)} s (aim 5 s), ` +
      `peak ${numberAt(all, 'peakMiB').toFixed(0)} MiB (aim 250 MiB)`,
  );
  console.log(
    `requests: ${numberAt(one, 'requests')} for one page each of ${KINDS.length} kinds, ${numberAt(all, 'requests')} with ${resources} resources`,
  );
} finally {
  await place.remove();
  await sim.close();
}

async function collect(clouds: string, cluster: string): Promise<unknown> {
  const child = spawn(process.execPath, ['test/bench/collect.mjs', clouds, 'sim', cluster], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout));
}
