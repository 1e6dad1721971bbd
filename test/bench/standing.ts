import { loadCloud } from '../../src/config/clouds.ts';
import { systemClock } from '../../src/io/clock.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { connect } from '../../src/openstack/connect.ts';
import type { Session } from '../../src/openstack/session.ts';
import { eventsOf, onlyRun, troika, type Place } from '../support/program.ts';
import type { World } from '../support/world.ts';

/** A project with footprints standing in it, and how to reach it. */
export interface Standing {
  readonly world: World;
  readonly place: Place;
  readonly env: Record<string, string>;
  readonly session: Session;
  readonly clusters: readonly string[];
}

/** Makes footprints of three control planes and three workers each, and ends with them standing. */
export async function stand(generation: string, count: number, world: World, place: Place): Promise<Standing> {
  const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
  await place.write(
    'troika.yaml',
    `lease: { ttl: 300s }
clusters:
  - { provisioner: footprint, count: ${count}, footprint: { generation: ${generation}, controlPlanes: 3, workers: 3 } }
`,
  );
  const ready = await troika(['init', '--ttl', '300s'], { cwd: place.path, env });
  if (ready.code !== 0) throw new Error(`troika init: ${ready.code}\n${ready.out}${ready.err}`);
  const ended = await troika(['run', '--keep'], { cwd: place.path, env });
  if (ended.code !== 0) throw new Error(`troika run --keep: ${ended.code}\n${ended.out}${ended.err}`);
  const events = await eventsOf(await onlyRun(place));
  const clusters = events.flatMap((event) => (event.type === 'cluster.admitted' ? [event.cluster] : []));
  if (clusters.length !== count) throw new Error(`${clusters.length} of ${count} clusters were admitted`);
  return { world, place, env, session: await open(world), clusters };
}

/** A session in a world's project. */
export async function open(world: World): Promise<Session> {
  const redactor = createRedactor();
  const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
  const config = await loadCloud({ env, cwd: '/', home: '/', redactor });
  return connect(config, { clock: systemClock, log: noLog, redactor });
}
