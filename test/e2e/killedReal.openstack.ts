import { expect } from 'chai';
import type { Event } from '../../src/model/event.ts';
import { describeNeighbour, makeNeighbour } from '../clusters/neighbour.ts';
import { rawListing } from '../clusters/raw.ts';
import { addressesHeld } from '../support/leaseBook.ts';
import { journalOf, kill, untilEvent, untilRun } from '../support/moments.ts';
import { makePlace, onlyRun, startTroika, troika, type Place } from '../support/program.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import type { World } from '../support/world.ts';

/** When to kill: at the first event that fits. */
type Moment = readonly [says: string, fits: (event: Event) => boolean];

const made = (kind: string) => (event: Event) => event.type === 'outcome' && event.ok && event.kind === kind;
const intends = (doing: string, kind: string) => (event: Event) =>
  event.type === 'intent' && event.do === doing && event.kind === kind;

const MOMENTS: readonly Moment[] = [
  ['the first intent was written', (event) => event.type === 'intent'],
  ['the network was made', made('network')],
  ['a load balancer was about to be made', intends('create', 'loadBalancer')],
  ['a server was made', made('server')],
  ['a volume was about to be attached', intends('change', 'volume')],
  ['a listener was made', made('listener')],
  ['all stood', (event) => event.type === 'phase.started' && event.phase === 'suites'],
  ['the clean-up had begun', (event) => event.type === 'clean.planned'],
  [
    'a server was gone',
    (event) => event.type === 'progress' && event.phase === 'down' && event.says.startsWith('server'),
  ],
];

/** TROIKA_FULL=1 kills at every one of them (a quarter of an hour); every check takes each fourth. */
const TRIED = MOMENTS.filter((_, index) => process.env['TROIKA_FULL'] !== undefined || index % 4 === 1);

/** A busy Neutron takes seconds for an answer; a request gets a fifteenth of it. */
const TTL = '120s';
const CONFIG = {
  lease: { ttl: TTL },
  clusters: [{ label: 'one', provisioner: 'footprint', footprint: { generation: 'v2' } }],
};

describe('a run killed with SIGKILL on the real services', function () {
  this.timeout(400_000);
  let world: World;
  let earlier: { neighbour: string; all: unknown };
  let neighbour: Awaited<ReturnType<typeof makeNeighbour>>;

  before(async () => {
    world = await makeRealWorld();
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
    const ready = await troika(['init', '--ttl', TTL], { cwd: '/', env });
    expect(ready.code, ready.out + ready.err).to.equal(0);
    neighbour = await makeNeighbour(world);
    earlier = { neighbour: await describeNeighbour(world, neighbour), all: await rawListing(world) };
  });
  after(() => world?.dispose());

  for (const [says, fits] of TRIED) {
    it(`when ${says}: forceclean --run leaves nothing`, () =>
      inPlace(async (place, options) => {
        await killedRun(place, options, fits);
        await clean(['--run', await onlyRun(place)], options);
        await asBefore();
      }));
  }

  it('inside forceclean itself: another forceclean leaves nothing', () =>
    inPlace(async (place, options) => {
      await killedRun(place, options, made('server'));
      const run = await onlyRun(place);
      const lines = (await journalOf(run)).length;
      const cleaning = startTroika(['forceclean', '--run', run, '--yes'], options);
      await untilEvent(cleaning, run, intends('delete', 'server'), lines);
      await kill(cleaning);
      await clean(['--run', run], options);
      await asBefore();
    }));

  it('cleaned by the name alone, with no journal at hand', () =>
    inPlace(async (place, options) => {
      const run = await killedRun(place, options, made('server'));
      const started = (await journalOf(run)).find((event) => event.type === 'run.started');
      const cluster = started?.clusters[0]?.cluster ?? '';
      await inPlace(async (_, elsewhere) => clean(['--cluster', cluster], elsewhere));
      await asBefore();
    }));

  interface Options {
    readonly cwd: string;
    readonly env: Record<string, string>;
  }

  async function inPlace(deed: (place: Place, options: Options) => Promise<void>): Promise<void> {
    const place = await makePlace();
    try {
      await deed(place, { cwd: place.path, env: { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud } });
    } finally {
      await place.remove();
    }
  }

  async function killedRun(place: Place, options: Options, fits: (event: Event) => boolean): Promise<string> {
    await place.write('troika.yaml', JSON.stringify({ externalNetwork: world.externalNetwork, ...CONFIG }));
    const running = startTroika(['run'], options);
    const run = await untilRun(place, running);
    await untilEvent(running, run, fits);
    await kill(running);
    return run;
  }

  async function clean(scope: readonly string[], options: Options): Promise<void> {
    const ended = await troika(['forceclean', ...scope, '--yes'], options);
    expect(ended.code, ended.out + ended.err).to.equal(0);
  }

  async function asBefore(): Promise<void> {
    expect(await describeNeighbour(world, neighbour)).to.equal(earlier.neighbour);
    expect(await addressesHeld(world)).to.deep.equal([]);
    expect(await rawListing(world)).to.deep.equal(earlier.all);
  }
});
