// How fast forceclean is on real services, beside the lower bound: one footprint, and three at once. Every measurement
// has a project of its own. Needs TROIKA_BED_CLOUDS (npm run bench sets it).
//
//   node --import tsx test/bench/forceclean.ts [v1|v2] [clusters …]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadCloud } from '../../src/config/clouds.ts';
import { systemClock } from '../../src/io/clock.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { readYaml } from '../../src/io/yaml.ts';
import { connect } from '../../src/openstack/connect.ts';
import { inventory } from '../../src/openstack/inventory.ts';
import type { Session } from '../../src/openstack/session.ts';
import { textAt } from '../support/json.ts';
import { makePlace, onlyRun, troika, type Place } from '../support/program.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import type { World } from '../support/world.ts';
import { idsOf, made } from './ids.ts';

const PARALLEL = [1, 2, 4, 8, 16];
const generation = process.argv[2] ?? 'v1';
const counts = process.argv.length > 3 ? process.argv.slice(3).map(Number) : [1, 3];

/** A project with footprints standing in it, and how to reach it. */
interface Standing {
  readonly world: World;
  readonly place: Place;
  readonly env: Record<string, string>;
  readonly session: Session;
}

/** Makes footprints in a project of their own, measures what removes them, and proves that it did. */
async function measure<T>(count: number, removal: (standing: Standing) => Promise<T>): Promise<T> {
  const world = await makeRealWorld();
  const place = await makePlace();
  try {
    const standing = await stand(count, world, place);
    const answer = await removal(standing);
    const left = made(await inventory(standing.session), standing.session.applicationCredentialId);
    if (left.length > 0) throw new Error(`left: ${left.map((item) => `${item.kind} ${item.name}`).join(', ')}`);
    return answer;
  } finally {
    await world.dispose();
    await place.remove();
  }
}

async function stand(count: number, world: World, place: Place): Promise<Standing> {
  const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
  await place.write(
    'troika.yaml',
    `lease: { ttl: 15s }
clusters:
  - { provisioner: footprint, count: ${count}, footprint: { generation: ${generation}, controlPlanes: 3, workers: 3 } }
`,
  );
  const ready = await troika(['init', '--ttl', '15s'], { cwd: place.path, env });
  if (ready.code !== 0) throw new Error(`troika init: ${ready.code}\n${ready.out}${ready.err}`);
  const ended = await troika(['run', '--keep'], { cwd: place.path, env });
  if (ended.code !== 0) throw new Error(`troika run --keep: ${ended.code}\n${ended.out}${ended.err}`);
  const redactor = createRedactor();
  const config = await loadCloud({ env, cwd: place.path, home: place.path, redactor });
  const session = await connect(config, { clock: systemClock, log: noLog, redactor });
  return { world, place, env, session };
}

/** Seconds of the bare script, and how many objects it was told of. */
function lowerBound(count: number, parallel: number): Promise<{ seconds: number; objects: number }> {
  return measure(count, async ({ world, session }) => {
    const all = await inventory(session);
    const resources = made(all, session.applicationCredentialId);
    const keypairs = all.resources.filter((resource) => resource.kind === 'keypair');
    const { stdout, stderr, status } = spawnSync(process.execPath, ['test/bench/lower-bound.mjs', String(parallel)], {
      encoding: 'utf8',
      // Not by a file: the login is a secret.
      input: JSON.stringify({ auth: authOf(world), ids: idsOf(resources, keypairs) }),
    });
    if (status !== 0) throw new Error(`lower bound: ${stderr}`);
    return { seconds: Number(stdout), objects: resources.length + keypairs.length };
  });
}

function authOf(world: World): { authUrl: string; id: string; secret: string } {
  const clouds = readYaml(readFileSync(world.cloudsYaml, 'utf8'), world.cloudsYaml);
  const login = (name: string): string => textAt(clouds, 'clouds', world.cloud, 'auth', name);
  return {
    authUrl: login('auth_url'),
    id: login('application_credential_id'),
    secret: login('application_credential_secret'),
  };
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
