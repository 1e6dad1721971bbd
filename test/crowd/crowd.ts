import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makePlace, startTroika, type Ended, type Place, type Running } from '../support/program.ts';
import type { World } from '../support/world.ts';

/** One process of Troika in a folder of its own, as on a machine of its own. */
export interface Person {
  readonly number: number;
  readonly place: Place;
  readonly running: Running;
  /** Set by who killed it. */
  killed: boolean;
  ended: Ended | undefined;
}

export interface CrowdOptions {
  /** Floating IPs each cluster needs: one for its API and one for each Service. */
  readonly addresses: number;
  readonly ttl: string;
  readonly env?: Record<string, string>;
}

/** Starts one `troika run` of one small cluster. */
export async function startPerson(number: number, world: World, options: CrowdOptions): Promise<Person> {
  const place = await makePlace();
  const services = Array.from({ length: options.addresses - 1 }, (_, index) => ({
    namespace: 'default',
    name: `web-${index + 1}`,
    ports: [80],
  }));
  const file = {
    cloud: world.cloud,
    externalNetwork: world.externalNetwork,
    deadline: '2h',
    lease: { ttl: options.ttl },
    clusters: [{ label: `one-${number}`, provisioner: 'footprint', footprint: { services } }],
  };
  await place.write('troika.yaml', JSON.stringify(file));
  const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, TROIKA_HOLDER: `person ${number}`, ...options.env };
  const running = startTroika(['run'], { cwd: place.path, env });
  const person: Person = { number, place, running, killed: false, ended: undefined };
  void running.ended.then((ended) => (person.ended = ended));
  return person;
}

/** The name of the cluster that a person runs, once it has a run directory. */
export async function clusterOf(person: Person): Promise<string | undefined> {
  const runs = await readdir(join(person.place.path, '.troika/runs')).catch(() => []);
  return runs[0] === undefined ? undefined : `t${runs[0]}a`;
}
