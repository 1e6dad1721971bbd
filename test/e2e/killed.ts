import { expect } from 'chai';
import pLimit from 'p-limit';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Event } from '../../src/model/event.ts';
import { forceclean } from '../../src/runner/forceclean.ts';
import { run } from '../../src/runner/run.ts';
import { describeNeighbour, makeNeighbour } from '../clusters/neighbour.ts';
import { rawListing } from '../clusters/raw.ts';
import { makeTools, requestOf } from '../support/inProcess.ts';
import { makePlace, onlyRun, type Place } from '../support/program.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';

/** Most of the time is waiting for the next look. */
const ABREAST = 12;

type Generation = 'v1' | 'v2';

/** What the cloud does to a process that is gone: nothing it sends arrives. */
const DEAD = [{ when: { path: /./, times: Infinity }, then: { do: 'reset' } }] as const;

/** The shortest there is: after a death the clean-up waits so much the less for late requests. */
const TTL_SECONDS = 15;

const config = (generation: Generation): string => `
lease: { ttl: ${TTL_SECONDS}s }
clusters:
  - label: one
    provisioner: footprint
    footprint: { generation: ${generation} }
`;

/** How many lines the journal of an undisturbed run has; it must pass, or killing it proves nothing. */
async function linesOfWholeRun(generation: Generation): Promise<number> {
  const world = await makeSimWorld({ book: true });
  const place = await makePlace();
  try {
    const file = await place.write('troika.yaml', config(generation));
    const { tools, printed } = makeTools(place.path, world.cloudsYaml);
    const code = await run(requestOf(file, world.cloud), tools);
    expect(code, printed()).to.equal(0);
    const journal = await readFile(join(await onlyRun(place), 'journal.ndjson'), 'utf8');
    return journal.trimEnd().split('\n').length;
  } finally {
    await place.remove();
    await world.dispose();
  }
}

/**
 * Runs until line `line` of the journal is on the disk, then lets nothing more of the process reach the cloud or the
 * journal; cleans with a new process's means; and compares the project with what it was.
 * @param by the run's directory, or the cluster's name alone
 * @returns whether the kill left anything to clean
 */
async function killAndClean(generation: Generation, line: number, by: 'run' | 'cluster'): Promise<boolean> {
  const world = await makeSimWorld({ seed: line, book: true });
  const place = await makePlace();
  try {
    const neighbour = await makeNeighbour(world);
    const before = { neighbour: await describeNeighbour(world, neighbour), all: await rawListing(world) };
    const cluster = await killedRun(generation, line, world, place);
    const left = !isDeepStrictEqual(await rawListing(world), before.all);
    if (cluster !== undefined) await cleanBy(by, cluster, world, place);
    const where = `${generation}, killed after line ${line}, cleaned by ${by}`;
    expect(await describeNeighbour(world, neighbour), where).to.equal(before.neighbour);
    expect(ticketsIn(world), where).to.deep.equal([]);
    expect(await rawListing(world), where).to.deep.equal(before.all);
    return left;
  } finally {
    await place.remove();
    await world.dispose();
  }
}

/** @returns the cluster's name, or undefined when the run was killed before it had one */
async function killedRun(
  generation: Generation,
  line: number,
  world: SimWorld,
  place: Place,
): Promise<string | undefined> {
  const file = await place.write('troika.yaml', config(generation));
  const { tools, stop } = makeTools(place.path, world.cloudsYaml);
  let cluster: string | undefined;
  const kill = (event: Event): void => {
    if (event.type === 'run.started') cluster = event.clusters[0]?.cluster;
    if (event.seq !== line) return;
    world.sim.script(DEAD);
    stop.work();
    stop.all();
  };
  const watch = [{ name: 'kill', reporter: { on: kill } }];
  await run({ ...requestOf(file, world.cloud), watch }, tools);
  world.sim.script([]);
  // The process of the test lives on, so it is by its silence that the others know the run is dead.
  world.sim.world.time.advance((TTL_SECONDS + 2) * 1000);
  const journal = join(await onlyRun(place), 'journal.ndjson');
  const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n');
  await writeFile(journal, `${lines.slice(0, line).join('\n')}\n`);
  return cluster;
}

async function cleanBy(by: 'run' | 'cluster', cluster: string, world: SimWorld, place: Place): Promise<void> {
  const { tools, printed } = makeTools(place.path, world.cloudsYaml);
  const scope = by === 'run' ? { run: await onlyRun(place), clusters: [] } : { run: undefined, clusters: [cluster] };
  const request = {
    ...scope,
    cloud: world.cloud,
    runs: '.troika/runs',
    pvc: 'delete',
    yes: true,
    json: false,
    settleMs: 0,
    demand: 'none',
  } as const;
  expect(await forceclean(request, tools), printed()).to.equal(0);
}

function ticketsIn({ sim }: SimWorld): readonly string[] {
  return [...sim.world.ports.values()].filter((port) => port.deviceOwner === 'troika:lease').map((port) => port.name);
}

/** Kills a run after every line of its journal, or every `step`-th, several at a time, each in a cloud of its own. */
export async function killAfterEveryLine(generation: Generation, step = 1): Promise<void> {
  const lines = await linesOfWholeRun(generation);
  const limit = pLimit(ABREAST);
  const numbers = Array.from({ length: lines }, (_, index) => index + 1).filter((line) => line % step === 0);
  const kills = numbers.map((line) => limit(() => killAndClean(generation, line, line % 8 === 0 ? 'cluster' : 'run')));
  const left = (await Promise.all(kills)).filter(Boolean).length;
  expect(left, `of ${kills.length} kills left something to clean`).to.be.greaterThan(kills.length / 2);
}
