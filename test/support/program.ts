import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readJournal } from '../../src/io/journal.ts';
import type { Event } from '../../src/model/event.ts';
import { refuseSecrets } from './secrets.ts';

const MAIN = resolve('dist/main.js');

/** What a program said when it ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** The compiled program at work in a folder, as a user starts it. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A folder to run in, removed by the test that made it, and searched for secrets before. */
export interface Place {
  readonly path: string;
  write(name: string, text: string): Promise<string>;
  remove(): Promise<void>;
}

export async function makePlace(): Promise<Place> {
  const path = await mkdtemp(join(tmpdir(), 'troika-test-'));
  return {
    path,
    async write(name, text) {
      await writeFile(join(path, name), text);
      return join(path, name);
    },
    async remove() {
      const files = await filesBelow(path);
      await rm(path, { recursive: true, force: true });
      for (const [file, text] of files) if (!file.endsWith('clouds.yaml')) refuseSecrets(text, file);
    },
  };
}

export function startTroika(args: readonly string[], options: { cwd: string; env?: Record<string, string> }): Running {
  const env = { PATH: process.env['PATH'] ?? '', HOME: options.cwd, ...options.env };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: options.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
  const ended = new Promise<Ended>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => {
      try {
        refuseSecrets(out + err, `the output of troika ${args.join(' ')}`);
        done({ code, signal, out, err });
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
  return { child, ended };
}

export function troika(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<Ended> {
  return startTroika(args, options).ended;
}

/** The only run directory below a place. */
export async function onlyRun(place: Place): Promise<string> {
  const runs = join(place.path, '.troika/runs');
  const names = await readdir(runs);
  if (names.length !== 1) throw new Error(`expected one run in ${runs}, found ${names.join(', ')}`);
  return join(runs, names[0] ?? '');
}

export async function eventsOf(run: string): Promise<readonly Event[]> {
  return (await readJournal(join(run, 'journal.ndjson'))).events;
}

/** All text files below a folder, for those who search them. */
export async function filesBelow(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}
