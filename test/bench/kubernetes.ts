// Real clusters on the Kubernetes bed: how long one takes to be drained and taken down, beside the bare deletions of the same
// things by kubectl in an order that works; what Troika weighs, and what its watches bring, while three stand. Numbers to look
// at, not a test.
//
//   scripts/with-openstack scripts/with-kubernetes node --import tsx test/bench/kubernetes.ts [--rounds N]
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Event } from '../../src/model/event.ts';
import { kubectl } from '../kubernetesBed/bed.ts';
import { makeRuns, type Runs } from '../kubernetesBed/runs.ts';
import { eventsOf, onlyRun } from '../support/program.ts';
import { median } from './median.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const rounds = Number(values.rounds);

const ours: number[] = [];
const bare: number[] = [];
for (let round = 1; round <= rounds; round += 1) {
  ours.push(await withRuns({}, takenDownByTroika));
  bare.push(await withRuns({}, takenDownByHand));
  console.log(`round ${round}: troika ${ours.at(-1)?.toFixed(1)} s, kubectl ${bare.at(-1)?.toFixed(1)} s`);
}
console.log(
  `drain and teardown, medians: troika ${median(ours).toFixed(1)} s, kubectl ${median(bare).toFixed(1)} s: ${(median(ours) / median(bare)).toFixed(2)} times`,
);
await withRuns({ count: 3 }, weigh);

async function withRuns<T>(wanted: Parameters<typeof makeRuns>[0], work: (runs: Runs) => Promise<T>): Promise<T> {
  const runs = await makeRuns(wanted);
  try {
    return await work(runs);
  } finally {
    await runs.dispose();
  }
}

/** Seconds from the end of the suites to the proof. */
async function takenDownByTroika(runs: Runs): Promise<number> {
  const { code, err } = await runs.troika(['run', '--retained']);
  if (code !== 0) throw new Error(err);
  return downSeconds(await eventsOf(await onlyRun(runs.place)));
}

function downSeconds(events: readonly Event[]): number {
  const end = events.find((event) => event.type === 'phase.ended' && event.phase === 'down');
  if (end?.type !== 'phase.ended') throw new Error('it was not taken down');
  return end.seconds;
}

/** The same cluster and the same things in it, deleted by name by somebody who knows all of it; nothing is proved. */
async function takenDownByHand(runs: Runs): Promise<number> {
  const { code, err } = await runs.troika(['run', '--keep']);
  if (code !== 0) throw new Error(err);
  const run = await onlyRun(runs.place);
  const [name = ''] = (await eventsOf(run)).flatMap((one) => (one.type === 'cluster.admitted' ? [one.cluster] : []));
  const own = join(run, 'clusters', name, 'kubeconfig');
  const began = performance.now();
  await kubectl(own, ['patch', 'pv', await volumeOf(own), '-p', '{"spec":{"persistentVolumeReclaimPolicy":"Delete"}}']);
  await Promise.all([
    kubectl(own, ['delete', 'service/web', '--timeout=300s']),
    kubectl(own, ['delete', 'statefulset/db', '--timeout=300s']),
    kubectl(own, ['delete', 'volumesnapshots', '--all', '--timeout=300s']).catch(() => ''),
  ]);
  await kubectl(own, ['delete', 'pvc', '--all', '--timeout=300s']);
  await kubectl(own, ['wait', 'pv', '--all', '--for=delete', '--timeout=300s']);
  await kubectl(runs.bed.kubeconfig, ['-n', name, 'delete', 'cluster', name, '--timeout=600s']);
  const seconds = (performance.now() - began) / 1000;
  await kubectl(runs.bed.kubeconfig, ['delete', 'namespace', name, '--wait=false']);
  return seconds;
}

function volumeOf(kubeconfig: string): Promise<string> {
  return kubectl(kubeconfig, ['get', 'pvc', 'kept', '-o', 'jsonpath={.spec.volumeName}']);
}

/** The most memory that Troika had, and what the proxies have read for it. */
async function weigh(runs: Runs): Promise<void> {
  const running = runs.start(['run', '--retained']);
  const { pid = 0 } = running.child;
  let most = 0;
  let read = new Map<string, number>();
  const looking = setInterval(() => {
    void look().catch(() => undefined);
  }, 2000);
  async function look(): Promise<void> {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    read = new Map([...read, ...(await readByProxies())]);
  }
  const { code, err } = await running.ended;
  clearInterval(looking);
  if (code !== 0) throw new Error(err);
  const seconds = (await eventsOf(await onlyRun(runs.place))).findLast((one) => one.type === 'run.ended');
  const bytes = [...read.values()].reduce((sum, one) => sum + one, 0) / 2 ** 20;
  const time = seconds?.type === 'run.ended' ? seconds.seconds : NaN;
  console.log(
    `three clusters: at most ${most.toFixed(0)} MiB (aim 200); ${bytes.toFixed(1)} MiB read by ${read.size} proxies in ${time.toFixed(0)} s`,
  );
}

/** Bytes read so far by each kubectl proxy of ours. */
async function readByProxies(): Promise<ReadonlyMap<string, number>> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      if (!/^[^\0]*kubectl\0.*\0proxy\0/.test(command)) return [];
      const io = await readFile(`/proc/${id}/io`, 'utf8').catch(() => '');
      return [[id, Number(/rchar: (\d+)/.exec(io)?.[1] ?? 0)] as const];
    }),
  );
  return new Map(found.flat());
}
