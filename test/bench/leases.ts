// Twelve runs of mixed demand share one simulated project: how long they take beside the same durations without any
// waiting for each other's looks, how fast a free place is taken, and what waiting costs in requests.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Event } from '../../src/model/event.ts';
import { startSim } from '../../src/sim/cloud.ts';
import { startPerson, type Person } from '../crowd/crowd.ts';
import { eventsOf, onlyRun } from '../support/program.ts';
import { makeWorldOn } from '../support/simWorld.ts';
import { schedule, type Life } from './schedule.ts';

const TTL_SECONDS = 30;
/** As the program has it: a fifteenth of the time to live, ten seconds at most. */
const LOOK_SECONDS = Math.min(10, TTL_SECONDS / 15);
const ADDRESSES = [3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2];
const QUOTA = 6;
/** Clusters of about a minute: some thirty looks, where real ones have a hundred and more. */
const SPEED = 0.6;

interface Story extends Life {
  readonly events: readonly Event[];
  readonly person: Person;
}

const sim = await startSim({ speed: SPEED, seed: 1 });
const world = await makeWorldOn(sim);
try {
  await world.setQuota({ floatingIps: QUOTA });
  const crowd: Person[] = [];
  for (const [index, addresses] of ADDRESSES.entries())
    crowd.push(await startPerson(index + 1, world, { addresses, ttl: `${TTL_SECONDS}s` }));
  const ended = await Promise.all(crowd.map((person) => person.running.ended));
  for (const one of ended) if (one.code !== 0) throw new Error(`a run ended with ${one.code}: ${one.out}${one.err}`);
  const stories = await Promise.all(crowd.map(storyOf));
  stories.sort((a, b) => a.queuedAt - b.queuedAt);
  makespan(stories);
  delays(stories);
  await requests(stories);
  for (const person of crowd) await person.place.remove();
} finally {
  await world.dispose();
  await sim.close();
}

async function storyOf(person: Person): Promise<Story> {
  const events = await eventsOf(await onlyRun(person.place));
  const at = (type: Event['type']): number => Date.parse(events.find((event) => event.type === type)?.at ?? '') / 1000;
  const asked = events.find((event) => event.type === 'lease.asked');
  return {
    person,
    events,
    addresses: ADDRESSES[person.number - 1] ?? 0,
    queuedAt: Date.parse(asked?.queuedAt ?? '') / 1000,
    from: at('cluster.admitted'),
    to: at('cluster.released'),
  };
}

/** All of it beside the same lives in the same order, each begun the moment it fits; and beside what no order can beat. */
function makespan(stories: readonly Story[]): void {
  const began = Math.min(...stories.map((one) => one.from));
  const took = Math.max(...stories.map((one) => one.to)) - began;
  const ideal = schedule(stories, { slots: 3, addresses: QUOTA });
  const work = stories.reduce((sum, one) => sum + (one.to - one.from) * one.addresses, 0) / QUOTA;
  console.log(
    `12 clusters of 3/1/2 addresses in ${QUOTA}, at most 3 at once: ${took.toFixed(1)} s; the same durations in the same ` +
      `order without waiting for looks: ${ideal.toFixed(1)} s, ratio ${(took / ideal).toFixed(3)} (aim 1.05); ` +
      `no order can beat ${work.toFixed(1)} s`,
  );
}

/** From the end of the one whose place was needed to the admission of the next in line. */
function delays(stories: readonly Story[]): void {
  const looks = stories.flatMap((story) => {
    const before = stories.filter((one) => one !== story && one.to <= story.from).map((one) => one.to);
    const freed = Math.max(...before);
    const waited = stories.some((one) => one.from < story.from && one.to > story.queuedAt);
    return before.length === 0 || !waited ? [] : [(story.from - freed) / LOOK_SECONDS];
  });
  if (looks.length === 0) throw new Error('nobody waited: nothing was measured');
  const sorted = looks.toSorted((a, b) => a - b);
  console.log(
    `from a free place to the next admission, ${looks.length} times: median ${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2)} looks, ` +
      `most ${(sorted.at(-1) ?? 0).toFixed(2)} (aim 2), a look being ${LOOK_SECONDS} s`,
  );
}

/** What waiting costs: requests between the ticket and the admission. */
async function requests(stories: readonly Story[]): Promise<void> {
  const rates = await Promise.all(
    stories.map(async ({ person, events, from }) => {
      const asked = Date.parse(events.find((event) => event.type === 'lease.asked')?.at ?? '');
      const minutes = (from * 1000 - asked) / 60_000;
      if (minutes < 0.5) return [];
      const log = await readFile(join(await onlyRun(person.place), 'requests.ndjson'), 'utf8');
      const sent = log
        .trimEnd()
        .split('\n')
        .map((line) => Date.parse((JSON.parse(line) as { at: string }).at))
        .filter((at) => at >= asked && at < from * 1000).length;
      return [sent / minutes];
    }),
  );
  const all = rates.flat().toSorted((a, b) => a - b);
  if (all.length === 0) throw new Error('nobody waited half a minute: nothing was measured');
  // With ten seconds to a look, as in production, it is so much less.
  const scale = LOOK_SECONDS / 10;
  console.log(
    `requests in a minute of waiting: least ${(all[0] ?? 0).toFixed(0)}, most ${(all.at(-1) ?? 0).toFixed(0)} with a look each ` +
      `${LOOK_SECONDS} s; at the default of 10 s about ${((all[0] ?? 0) * scale).toFixed(0)} to ${((all.at(-1) ?? 0) * scale).toFixed(0)}`,
  );
}
