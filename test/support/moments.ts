import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Event } from '../../src/model/event.ts';
import { onlyRun, type Place, type Running } from './program.ts';

/** What a journal has so far, while its program writes it. */
export async function journalOf(run: string): Promise<readonly Event[]> {
  const text = await readFile(join(run, 'journal.ndjson'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Event);
}

/** The directory of the run in a place, as soon as there is one. Fails when the program ends before. */
export function untilRun(place: Place, running: Running): Promise<string> {
  return until(running, 20, () => onlyRun(place).catch(() => undefined));
}

/** Waits until the journal, from line `from` on, has an event that fits. Fails when the program ends before. */
export async function untilEvent(running: Running, run: string, fits: (event: Event) => boolean, from = 0) {
  return until(running, 5, async () => (await journalOf(run)).slice(from).find(fits));
}

/** Looks every few milliseconds, until it sees something. Fails when the program ends before. */
export async function until<T>(running: Running, everyMs: number, look: () => Promise<T | undefined>): Promise<T> {
  while (running.child.exitCode === null) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await delay(everyMs);
  }
  const { code, out, err } = await running.ended;
  throw new Error(`the program ended with ${code} before the moment came: ${out}${err}`);
}

/** Ends the program at once, and no step later. */
export async function kill(running: Running): Promise<void> {
  running.child.kill('SIGKILL');
  expect((await running.ended).signal).to.equal('SIGKILL');
}
