import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { refKey } from '../../../src/model/resource.ts';
import { inventory } from '../../../src/openstack/inventory.ts';
import type { Session } from '../../../src/openstack/session.ts';
import { describeNeighbour, makeNeighbour } from '../../clusters/neighbour.ts';
import { listAt, textAt } from '../../support/json.ts';
import { makePlace } from '../../support/program.ts';
import { connectWire } from '../../support/wire.ts';
import type { World } from '../../support/world.ts';
import { open, stand, type Standing } from '../standing.ts';
import type { Contestant, Ran, Turn } from './contestants.ts';
import { startProxy, type Proxy, type Traffic } from './proxy.ts';

/** Where the contest is held. */
export interface Arena {
  makeWorld(): Promise<World>;
  /** Seconds of processor time that its services have used so far; undefined where they cannot be told apart. */
  processorSeconds(): Promise<number | undefined>;
}

/** What one turn came to. */
export interface Outcome extends Traffic {
  readonly name: string;
  readonly seconds: number;
  readonly processorSeconds: number | undefined;
  /** Resources of the clusters that were there when it ended, and when nothing moved any more. */
  readonly leftAtEnd: number;
  readonly left: readonly string[];
  readonly code: number | null;
  readonly said: string;
  /** The neighbour is not what it was. */
  readonly hurt: boolean;
}

/** One contestant against so many clusters, in a project of its own. @param look sees what stands before each turn */
export async function compete(
  contestant: Contestant,
  count: number,
  arena: Arena,
  look: (turn: Turn, standing: Standing) => Promise<void> = () => Promise.resolve(),
): Promise<readonly Outcome[]> {
  const world = await arena.makeWorld();
  const place = await makePlace();
  const proxy = await startProxy();
  try {
    const neighbour = contestant.beside ? await makeNeighbour(world) : undefined;
    const before = await keysIn(await open(world));
    const standing = await stand('v1', count, world, place);
    await removeBook(world);
    const cloudsYaml = await place.write(
      'proxied.clouds.yaml',
      proxy.through(await readFile(world.cloudsYaml, 'utf8')),
    );
    const described = neighbour === undefined ? '' : await describeNeighbour(world, neighbour);
    const outcomes: Outcome[] = [];
    for (const turn of contestant.turns) {
      await look(turn, standing);
      const measured = await measure(() => turn.run(standing, cloudsYaml), proxy, arena);
      const leftAtEnd = await leftIn(standing.session, before);
      const left = await untilStill(standing.session, before, leftAtEnd);
      const now = neighbour === undefined ? '' : await describeNeighbour(world, neighbour);
      outcomes.push({ name: turn.name, ...measured, leftAtEnd: leftAtEnd.length, left, hurt: now !== described });
    }
    return outcomes;
  } finally {
    await proxy.close();
    await world.dispose();
    await place.remove();
  }
}

async function measure(
  run: () => Promise<Ran>,
  proxy: Proxy,
  arena: Arena,
): Promise<Ran & Traffic & Pick<Outcome, 'seconds' | 'processorSeconds'>> {
  const asked = proxy.traffic();
  const used = await arena.processorSeconds();
  const started = performance.now();
  const ran = await run();
  const seconds = ran.seconds ?? (performance.now() - started) / 1000;
  const usedThen = await arena.processorSeconds();
  const { reads, writes, refused } = proxy.traffic();
  return {
    ...ran,
    seconds,
    processorSeconds: used === undefined || usedThen === undefined ? undefined : usedThen - used,
    reads: reads - asked.reads,
    writes: writes - asked.writes,
    refused: refused - asked.refused,
  };
}

/** The lease book belongs to the project: who sweeps the whole project would be charged for it. */
async function removeBook(world: World): Promise<void> {
  const wire = await connectWire(world.cloudsYaml, world.cloud);
  const networks = listAt((await wire.send('network', 'GET', '/networks?name=troika-leases')).body, 'networks');
  const book = networks.find((network) => textAt(network, 'name') === 'troika-leases');
  const id = textAt(book, 'id');
  const ports = listAt((await wire.send('network', 'GET', `/ports?network_id=${id}`)).body, 'ports');
  for (const port of ports.filter((one) => textAt(one, 'network_id') === id))
    await wire.send('network', 'DELETE', `/ports/${textAt(port, 'id')}`);
  const { status } = await wire.send('network', 'DELETE', `/networks/${id}`);
  if (status !== 204) throw new Error(`the lease book stays: ${status}`);
}

async function keysIn(session: Session): Promise<ReadonlySet<string>> {
  const { resources, gaps } = await inventory(session);
  if (gaps.length > 0) throw new Error(`the listing has gaps: ${JSON.stringify(gaps)}`);
  return new Set(resources.map(refKey));
}

async function leftIn(session: Session, before: ReadonlySet<string>): Promise<readonly string[]> {
  return [...(await keysIn(session))].filter((key) => !before.has(key)).sort();
}

const STILL_MS = 5000;
const MOST_LOOKS = 12;

/** What is left when two looks in a row see the same: a program may end before what it deleted is gone. */
async function untilStill(
  session: Session,
  before: ReadonlySet<string>,
  first: readonly string[],
): Promise<readonly string[]> {
  let last = first;
  for (let look = 0; look < MOST_LOOKS && last.length > 0; look += 1) {
    await delay(STILL_MS);
    const next = await leftIn(session, before);
    if (next.length === last.length) return next;
    last = next;
  }
  return last;
}
