import { setTimeout as delay } from 'node:timers/promises';
import { createRandom, type Random } from '../../src/sim/core/random.ts';
import { troika } from '../support/program.ts';
import type { World } from '../support/world.ts';
import { watchBook, type BookWatch, type Watched } from './bookWatch.ts';
import { clusterOf, startPerson, type Person } from './crowd.ts';

export interface ChaosOptions {
  readonly seed: number;
  readonly kills: number;
  /** Runs at work at the same time. */
  readonly abreast: number;
  readonly ttl: string;
  says(line: string): void;
}

export interface ChaosResult {
  readonly watched: Watched;
  /** Where each killed run stood: `waiting`, `turnstile`, `slot`, `warden`, or `no ticket`. */
  readonly killed: Readonly<Record<string, number>>;
  /** Runs that nobody killed and that did not pass, with what they said. */
  readonly failed: readonly string[];
  readonly passed: number;
  /** Tickets that were left at the end and had to be cleaned by name; then none is. */
  readonly cleanedAtTheEnd: number;
}

/**
 * Lets runs meet in one project and kills them at random moments (SIGKILL), each replaced by a new one, until enough
 * were killed; then lets the others end. The same seed draws the same moments, though not the same meetings.
 */
export async function chaos(world: World, options: ChaosOptions): Promise<ChaosResult> {
  const dice = createRandom(options.seed);
  const watch = await watchBook(world);
  const people: Person[] = [];
  const killed: Record<string, number> = {};
  const start = async (): Promise<void> => {
    const addresses = 1 + dice.below(3);
    people.push(await startPerson(people.length + 1, world, { addresses, ttl: options.ttl }));
  };
  for (let count = 0; count < options.abreast; count += 1) await start();
  for (let done = 0; done < options.kills;) {
    // Not before somebody has something to lose.
    while (!(watch.now()?.tickets ?? []).some((one) => SLOTS.test(one.address))) await delay(500);
    await delay(3000 + dice.below(17_000));
    const victim = await choose(people, watch, dice);
    if (victim !== undefined) {
      victim.person.killed = true;
      victim.person.running.child.kill('SIGKILL');
      killed[victim.at] = (killed[victim.at] ?? 0) + 1;
      done += 1;
      options.says(`killed ${victim.person.number} at ${victim.at} (${done} of ${options.kills})`);
    }
    while (people.filter((one) => one.ended === undefined && !one.killed).length < options.abreast) await start();
  }
  await Promise.all(people.map((one) => one.running.ended));
  const cleanedAtTheEnd = await cleanRest(world, watch);
  const watched = await watch.stop();
  const alive = people.filter((one) => !one.killed);
  const failed = alive.filter((one) => one.ended?.code !== 0);
  for (const person of people) await person.place.remove();
  return {
    watched,
    killed,
    failed: failed.map((one) => `person ${one.number}: ${one.ended?.code}: ${one.ended?.out}${one.ended?.err}`),
    passed: alive.length - failed.length,
    cleanedAtTheEnd,
  };
}

interface Victim {
  readonly person: Person;
  readonly at: string;
}

/** A living run, and half of the time one that holds a slot or wardens one: those have most to lose. */
async function choose(people: readonly Person[], watch: BookWatch, dice: Random): Promise<Victim | undefined> {
  const living = people.filter((one) => one.ended === undefined && !one.killed);
  const placed = await Promise.all(living.map(async (person) => ({ person, at: await standing(person, watch) })));
  const held = placed.filter((one) => one.at === 'slot' || one.at === 'warden');
  const among = held.length > 0 && dice.below(2) === 0 ? held : placed;
  return among[dice.below(among.length)];
}

async function standing(person: Person, watch: BookWatch): Promise<string> {
  const sight = watch.now();
  if (sight?.tickets.some((one) => WARDENS.test(one.address) && one.holder === `person ${person.number}`))
    return 'warden';
  const cluster = await clusterOf(person);
  const address = sight?.tickets.find((one) => one.cluster === cluster && !WARDENS.test(one.address))?.address;
  if (address === undefined) return 'no ticket';
  if (address.endsWith('.10')) return 'turnstile';
  return SLOTS.test(address) ? 'slot' : 'waiting';
}

const SLOTS = /\.1[123]$/;
const WARDENS = /\.2[123]$/;

/** What nobody needed any more was cleaned by nobody: the names in the book are enough to do it. */
async function cleanRest(world: World, watch: BookWatch): Promise<number> {
  const rest = new Set((watch.now()?.tickets ?? []).filter((one) => SLOTS.test(one.address)).map((one) => one.cluster));
  for (const cluster of rest) {
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
    const ended = await troika(['forceclean', '--cluster', cluster, '--yes'], { cwd: '/tmp', env });
    if (ended.code !== 0) throw new Error(`${cluster} could not be cleaned: ${ended.out}${ended.err}`);
  }
  return rest.size;
}
