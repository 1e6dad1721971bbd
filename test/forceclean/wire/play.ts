import { expect } from 'chai';
import { refKey } from '../../../src/model/resource.ts';
import type { Clock } from '../../../src/io/clock.ts';
import { rawListing } from '../../clusters/raw.ts';
import { at } from '../../support/json.ts';
import type { World } from '../../support/world.ts';
import type { Force } from './force.ts';
import { callOf, type Made } from './made.ts';
import { createMaker } from './maker.ts';
import { cleanByProgram, cleanHere } from './outcome.ts';
import type { Put, WireCase } from './scene.ts';

/** Where cases play. */
export interface Playground {
  readonly world: World;
  readonly force: Force;
  /** Of the clean-up's patience. */
  readonly clock: Clock;
  /** Sets the case's faults, where this cloud can have any; answers how to end them. */
  script(one: WireCase): () => void;
}

/**
 * Puts a case into its project, cleans, and asserts four things: the calls are exactly the expected ones; what is not the
 * cluster's is byte-identical afterwards; the exit code; and the report names exactly what stayed, each with its reason,
 * every volume of the project among it.
 */
export async function play(one: WireCase, playground: Playground): Promise<void> {
  const put = await one.put(await createMaker(playground.world), playground.force);
  try {
    await cleanAndLook(one, put, playground);
  } finally {
    await put.end?.();
  }
}

async function cleanAndLook(one: WireCase, put: Put, { world, clock, script }: Playground): Promise<void> {
  const C = put.C ?? one.C;
  const before = await foreign(world, put);
  const end = script(one);
  const by = { ...world, cloudsYaml: put.cloudsYaml ?? world.cloudsYaml, cloud: put.cloud ?? world.cloud };
  const outcome = await (one.program ? cleanByProgram(by, C) : cleanHere(by, C, put, clock));
  end();
  const come = outcome.come.map(([made]) => made);
  const after = await foreign(world, { ...put, along: [...(put.along ?? []), ...come] });
  const all = Object.keys(await foreign(world, put));
  for (const { id } of come)
    expect(
      all.some((row) => row.endsWith(` ${id}`)),
      id,
    ).to.equal(true);
  await put.after?.();

  const called = [...(put.goes ?? []), ...(put.tried ?? [])].map(callOf);
  const mayBeCalled = new Set((put.along ?? []).map(callOf));
  const sent = outcome.effects.filter((effect) => !mayBeCalled.has(effect) || called.includes(effect));
  expect([...sent].sort(), outcome.text).to.deep.equal([...new Set([...called, ...(put.other ?? [])])].sort());
  expect(Object.keys(before).length, 'something foreign or kept is looked at').to.be.greaterThan(0);
  expect(after).to.deep.equal(before);
  expect(outcome.exit, outcome.text).to.equal(one.exit);
  for (const row of (put.inOrder ?? []).map((made) => made.map(callOf)))
    expect(outcome.effects.filter((effect) => row.includes(effect))).to.deep.equal(row);
  expect([...outcome.volumes].sort(), outcome.text).to.deep.equal(volumesOf(before, put, come));
  const kept = new Map([...put.kept, ...outcome.come].map(([made, why]) => [refKey(made), why]));
  expect([...outcome.kept.keys()].sort(), outcome.text).to.deep.equal([...kept.keys()].sort());
  for (const [key, why] of kept) expect(outcome.kept.get(key), key).to.match(why);
}

/** Ids of all volumes that stood there before the clean-up, or came meanwhile. */
function volumesOf(
  before: Readonly<Record<string, unknown>>,
  { goes = [], along = [] }: Put,
  come: readonly Made[],
): readonly string[] {
  const foreigners = Object.keys(before).flatMap((key) => (key.startsWith('volumes ') ? [key.slice(8)] : []));
  const ours = [...goes, ...along, ...come].flatMap(({ kind, id }) => (kind === 'volume' ? [id] : []));
  return [...foreigners, ...ours].sort();
}

/** What must not change, by collection and id, as the services show it. */
export async function foreign(
  world: World,
  put: Pick<Put, 'goes' | 'along' | 'touched'>,
): Promise<Readonly<Record<string, unknown>>> {
  const ours = new Set([...(put.goes ?? []), ...(put.along ?? [])].map((made: Made) => made.id));
  const listing = await rawListing(world);
  const rows = Object.entries(listing).flatMap(([collection, items]) =>
    items.flatMap((item) => {
      const id = String(item['id'] ?? at(item, 'keypair', 'name'));
      const touched = put.touched?.[id] ?? [];
      const shown = Object.fromEntries(Object.entries(item).filter(([field]) => !touched.includes(field)));
      // An attachment goes with what it ties together.
      const tied = collection === 'attachments' ? [String(item['instance']), String(item['volume_id'])] : [];
      return [id, ...tied].some((one) => ours.has(one)) ? [] : [[`${collection} ${id}`, ordered(shown)] as const];
    }),
  );
  return Object.fromEntries(rows);
}

/** Lists that are sets, in one order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, part]: [string, unknown]) => [field, ordered(part)]));
}
