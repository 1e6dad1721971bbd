import { chmod, copyFile, cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inventory } from '../../src/openstack/inventory.ts';
import type { Event } from '../../src/model/event.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { writeCloudsYaml } from '../support/cloudsYaml.ts';
import { eventsOf, makePlace, startTroika, type Ended, type Place, type Running } from '../support/program.ts';
import { makeCredential } from '../support/realAdmin.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import { connectWire } from '../support/wire.ts';
import type { World } from '../support/world.ts';
import { open } from '../bench/standing.ts';
import { until } from '../zuulBed/rest.ts';
import { kubectl, readBed, type Bed } from './bed.ts';
import { imageManifest, type ServedImage } from './images.ts';

/** A project of its own on the real services, and a folder from which Troika runs clusters in it on the bed. */
export interface Runs {
  readonly bed: Bed;
  readonly world: World;
  readonly place: Place;
  /** Starts the program in the folder, or in another. */
  start(args: readonly string[], cwd?: string, env?: Record<string, string>): Running;
  troika(args: readonly string[], cwd?: string, env?: Record<string, string>): Promise<Ended>;
  /** Everything that stands in the project since it was made, the lease book aside, by key. */
  project(): Promise<ReadonlyMap<string, Resource>>;
  dispose(): Promise<void>;
}

/** How the clusters of a run are to be. */
export interface Wanted {
  readonly count?: number;
  readonly controlPlanes?: number;
  readonly workers?: number;
  /** The command of its suite, in the folder; fill.sh is there. */
  readonly suite?: readonly string[];
  /** In its place: suites as troika.yaml has them. */
  readonly suites?: readonly unknown[];
  readonly deadline?: string;
  /** The stack has the management cluster manage the image of its machines. */
  readonly image?: ServedImage;
  /** Troika logs in with a credential that can make no other, so the clusters get that one. */
  readonly restricted?: true;
}

/** Whether the bed has the programs for attaching and snapshots, which CI does without. */
export async function isFull(bed: Bed): Promise<boolean> {
  return (await readdir(join(bed.directory, 'bin'))).includes('csi-attacher');
}

export async function makeRuns(wanted: Wanted = {}): Promise<Runs> {
  const bed = await readBed();
  const world = await makeRealWorld();
  const place = await makePlace();
  await furnish(place, bed, world, wanted);
  const login = wanted.restricted === true ? await restrictedLogin(world) : undefined;
  const env = { OS_CLIENT_CONFIG_FILE: login?.path ?? world.cloudsYaml, OS_CLOUD: world.cloud };
  const start: Runs['start'] = (args, cwd = place.path, more = {}) =>
    startTroika(args, { cwd, env: { ...env, ...more } });
  const first = await listed(world);
  return {
    bed,
    world,
    place,
    start,
    troika: (args, cwd, more) => start(args, cwd, more).ended,
    async project() {
      return new Map([...(await listed(world))].filter(([key]) => !first.has(key)));
    },
    async dispose() {
      await world.dispose();
      await place.remove();
      await login?.remove();
    },
  };
}

/** Waits until nothing of these runs is left on the management cluster: a namespace goes a moment after what is in it. */
export async function untilNothingOfOurs({ bed, place }: Runs): Promise<void> {
  const ids = await readdir(join(place.path, '.troika/runs'));
  const asked = ['get', 'namespaces', '-o', 'jsonpath={.items[*].metadata.name}'];
  await until('no namespace of ours', 120, async () => {
    const names = (await kubectl(bed.kubeconfig, asked)).split(' ');
    return names.some((name) => ids.some((id) => name.startsWith(`t${id}`))) ? undefined : true;
  });
}

/** A clouds.yaml that logs in to the project with a restricted application credential. */
async function restrictedLogin(world: World): ReturnType<typeof writeCloudsYaml> {
  const user = await connectWire(world.cloudsYaml, 'test-password');
  const applicationCredential = await makeCredential(user, false);
  const nobody = { userName: 'nobody', password: applicationCredential.secret, projectName: 'none' };
  return writeCloudsYaml({ authUrl: user.authUrl, region: 'RegionOne', ...nobody, applicationCredential });
}

/** A run whose suite has filled its cluster. */
export const filled = (event: Event): boolean => event.type === 'suite.ended' && event.result.suite === 'fill';

/** Starts a run, and kills it with SIGKILL at a moment, by what its journal has just said. @returns the cluster */
export async function killAt(runs: Runs, is: (event: Event) => boolean): Promise<string> {
  const { events } = await atMoment(runs, ['run'], runs.place.path, is, kill);
  return events.flatMap((event) => (event.type === 'cluster.admitted' ? [event.cluster] : []))[0] ?? '';
}

export async function kill(running: Running): Promise<void> {
  running.child.kill('SIGKILL');
}

/** Starts `run` or `forceclean`, does something when its journal says so, and waits for its end. */
export async function atMoment(
  runs: Runs,
  args: readonly string[],
  cwd: string,
  is: (event: Event) => boolean,
  deed: (running: Running) => Promise<void>,
): Promise<{ readonly ended: Ended; readonly events: readonly Event[] }> {
  const folder = join(cwd, '.troika', args[0] === 'run' ? 'runs' : 'forceclean');
  const folders = (): Promise<readonly string[]> => readdir(folder).catch(() => []);
  const before = await folders();
  const running = runs.start(args, cwd);
  let over: Ended | undefined;
  void running.ended.then((how) => (over = how));
  const told = async (): Promise<readonly Event[]> => {
    const name = (await folders()).find((one) => !before.includes(one));
    return name === undefined ? [] : eventsOf(join(folder, name)).catch(() => []);
  };
  await until('the moment', 600, async () => {
    const events = await told();
    if (over !== undefined) throw new Error(`it ended before: ${over.out}${over.err}`);
    return events.some(is) ? true : undefined;
  });
  await deed(running);
  return { ended: await running.ended, events: await told() };
}

async function listed(world: World): Promise<ReadonlyMap<string, Resource>> {
  const { resources, gaps } = await inventory(await open(world));
  if (gaps.length > 0) throw new Error(`the listing has gaps: ${JSON.stringify(gaps)}`);
  const book = resources.find((one) => one.kind === 'network' && one.name === 'troika-leases');
  const isBook = (one: Resource): boolean =>
    one.id === book?.id || one.links.some((link) => link.kind === 'network' && link.id === book?.id);
  return new Map(resources.filter((one) => !isBook(one)).map((one) => [refKey(one), one]));
}

/** A stack with snapshots where the bed can make some, the suite's files, and troika.yaml. */
async function furnish(place: Place, bed: Bed, world: World, wanted: Wanted): Promise<void> {
  const stack = join(place.path, 'stack');
  await cp('examples/stacks/openstack-minimal', stack, { recursive: true });
  const fixtures = resolve('test/fixtures/kubernetes');
  for (const file of ['fill.sh', 'fill.yaml', 'snapshot.yaml'])
    await copyFile(join(fixtures, file), join(place.path, file));
  await chmod(join(place.path, 'fill.sh'), 0o755);
  const full = await isFull(bed);
  if (wanted.image !== undefined) await manageImage(join(stack, 'cluster-class.yaml'), wanted.image);
  if (full) {
    await copyFile(join(bed.directory, 'bin/snapshot-crds.yaml'), join(stack, 'addons/15-snapshot-crds.yaml'));
    await copyFile(join(fixtures, 'snapshots.yaml'), join(stack, 'addons/30-snapshots.yaml'));
  }
  await writeFile(join(place.path, 'management.kubeconfig'), await readFile(bed.kubeconfig, 'utf8'), { mode: 0o600 });
  await place.write('troika.yaml', JSON.stringify(configOf(world, wanted, full), null, 1));
}

/** Adds an Image object to a stack, as cluster stacks have one, and lets its machines name that. */
async function manageImage(file: string, image: ServedImage): Promise<void> {
  const text = await readFile(file, 'utf8');
  const byObject = text
    .replaceAll('image/filter/name', 'image/imageRef/name')
    .replaceAll('image: { filter: ', 'image: { imageRef: ');
  const object = await imageManifest(image, { secret: 'openstack', cloud: 'openstack', namespace: 'replaced' });
  await writeFile(file, `${byObject}\n---\n${object}`);
}

function configOf(world: World, wanted: Wanted, full: boolean): unknown {
  const { count = 1, controlPlanes = 1, workers = 1, suite = ['./fill.sh'], deadline = '25m' } = wanted;
  const env = full ? { ATTACHED: 'yes' } : {};
  return {
    externalNetwork: 'ext-lo',
    deadline,
    cleanup: '10m',
    // A busy Neutron takes seconds for an answer.
    lease: { ttl: '120s' },
    clusters: [
      {
        label: 'one',
        count,
        provisioner: 'cluster-stacks',
        clusterStacks: {
          management: { kubeconfig: 'management.kubeconfig' },
          stack: 'stack',
          kubernetes: 'v1.34.4',
          controlPlanes,
          workers,
          image: wanted.image?.name ?? world.image,
          controlPlaneFlavor: world.imageFlavor,
          workerFlavor: world.imageFlavor,
          rootVolumeGiB: 0,
        },
        suites: wanted.suites ?? [
          { suite: 'infrastructure' },
          { suite: 'command', name: 'fill', run: suite, timeout: '10m', env },
        ],
      },
    ],
  };
}
