import { loadCloud } from '../../src/config/clouds.ts';
import type { CloudConfig } from '../../src/config/cloudConfig.ts';
import { systemClock } from '../../src/io/clock.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor, type Redactor } from '../../src/io/redact.ts';
import { connect } from '../../src/openstack/connect.ts';
import type { Session } from '../../src/openstack/session.ts';
import type { World } from '../support/world.ts';

/** Reads one cloud of a world's clouds.yaml. */
export function cloudOf(world: World, cloud: string, redactor: Redactor = createRedactor()): Promise<CloudConfig> {
  return loadCloud({ env: { OS_CLIENT_CONFIG_FILE: world.cloudsYaml }, cwd: '/', home: '/', redactor, cloud });
}

/** Logs in to a real cloud. */
export function connectTo(config: CloudConfig, redactor: Redactor = createRedactor()): Promise<Session> {
  return connect(config, { clock: systemClock, log: noLog, redactor });
}

/** A session in a world's project, by its application credential. */
export async function sessionIn(world: World): Promise<Session> {
  const redactor = createRedactor();
  return connectTo(await cloudOf(world, world.cloud, redactor), redactor);
}
