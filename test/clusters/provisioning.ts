import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProvisionContext } from '../../src/clusters/provisioner.ts';
import { loadCloud } from '../../src/config/clouds.ts';
import { systemClock, type Clock } from '../../src/io/clock.ts';
import { openJournal, readJournal } from '../../src/io/journal.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor } from '../../src/io/redact.ts';
import type { Event } from '../../src/model/event.ts';
import { connect } from '../../src/openstack/connect.ts';
import { externalNetworks } from '../../src/openstack/lookup.ts';
import type { World } from '../support/world.ts';

/** What a provisioner is handed, in a world, with a journal that can be read back. */
export interface Provisioning {
  readonly context: ProvisionContext;
  readonly stop: AbortController;
  events(): Promise<readonly Event[]>;
  end(): Promise<void>;
}

/**
 * @param speed how much faster than the machine's this clock goes, so that waits in a simulated cloud are short
 * @param requestTimeoutMs after which a request's answer is not waited for any more
 */
export async function provisioning(
  world: World,
  cluster: string,
  seconds: number,
  speed = 1,
  requestTimeoutMs = 60_000,
): Promise<Provisioning> {
  const folder = await mkdtemp(join(tmpdir(), 'troika-footprint-'));
  const redactor = createRedactor();
  const clock = fastClock(speed);
  const place = { env: { OS_CLIENT_CONFIG_FILE: world.cloudsYaml }, cwd: folder, home: folder };
  const config = await loadCloud({ ...place, redactor, cloud: world.cloud });
  const session = await connect(config, { clock, log: noLog, redactor, requestTimeoutMs });
  const external = (await externalNetworks(session)).find((network) => network.name === world.externalNetwork);
  if (external === undefined) throw new Error(`no external network ${world.externalNetwork}`);
  const path = join(folder, 'journal.ndjson');
  const journal = await openJournal(path, { clock, redactor });
  const stop = new AbortController();
  return {
    stop,
    context: {
      journal,
      clock,
      log: noLog,
      redactor,
      session,
      cluster,
      folder,
      signal: stop.signal,
      deadline: clock.monotonic() + seconds * 1000,
      externalNetworkId: external.id,
      env: {},
      cwd: folder,
      retained: false,
    },
    events: async () => (await readJournal(path)).events,
    async end() {
      await journal.close();
      await rm(folder, { recursive: true });
    },
  };
}

function fastClock(speed: number): Clock {
  return {
    now: () => systemClock.now(),
    monotonic: () => systemClock.monotonic() * speed,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  };
}
