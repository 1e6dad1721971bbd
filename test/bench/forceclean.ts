// How fast forceclean is on real services, beside the lower bound: one footprint, and three at once. Every measurement
// has a project of its own. Needs TROIKA_BED_CLOUDS (npm run bench sets it).
//
//   node --import tsx test/bench/forceclean.ts [v1|v2] [clusters …]
import { inventory } from '../../src/openstack/inventory.ts';
import { makePlace, onlyRun, troika } from '../support/program.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import { runBound } from './bound.ts';
import { made } from './ids.ts';
import { stand, type Standing } from './standing.ts';

const PARALLEL = [1, 2, 4, 8, 16];
const generation = process.argv[2] ?? 'v1';
const counts = process.argv.length > 3 ? process.argv.slice(3).map(Number) : [1, 3];

/** Makes footprints in a project of their own, measures what removes them, and proves that it did. */
async function measure<T>(count: number, removal: (standing: Standing) => Promise<T>): Promise<T> {
  const world = await makeRealWorld();
  const place = await makePlace();
  try {
    const standing = await stand(generation, count, world, place);
    const answer = await removal(standing);
    const left = made(await inventory(standing.session), standing.session.applicationCredentialId);
    if (left.length > 0) throw new Error(`left: ${left.map((item) => `${item.kind} ${item.name}`).join(', ')}`);
    return answer;
  } finally {
    await world.dispose();
    await place.remove();
  }
}

/** Seconds of the bare script, and how many objects it was told of. */
function lowerBound(count: number, parallel: number): ReturnType<typeof runBound> {
  return measure(count, ({ world, session }) => runBound(session, world.cloudsYaml, world.cloud, parallel));
}

/** Seconds of the whole program, from its start to its end: it logs in, lists, judges, plans, deletes, verifies twice. */
function down(count: number): Promise<number> {
  return measure(count, async ({ place, env }) => {
    const run = await onlyRun(place);
    const started = performance.now();
    const ended = await troika(['down', run, '--yes'], { cwd: place.path, env });
    const seconds = (performance.now() - started) / 1000;
    if (ended.code !== 0) throw new Error(`troika down: ${ended.code}\n${ended.out}${ended.err}`);
    return seconds;
  });
}

for (const count of counts) {
  const bounds: number[] = [];
  for (const parallel of PARALLEL) {
    const { seconds, objects } = await lowerBound(count, parallel);
    bounds.push(seconds);
    console.log(
      `${count} × ${generation}: lower bound, ${parallel} in parallel: ${seconds.toFixed(1)} s (${objects} objects)`,
    );
  }
  const best = Math.min(...bounds);
  const ours = await down(count);
  console.log(
    `${count} × ${generation}: troika down ${ours.toFixed(1)} s, best lower bound ${best.toFixed(1)} s, ratio ${(ours / best).toFixed(2)}`,
  );
}
