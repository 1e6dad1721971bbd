import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../src/io/clock.ts';
import { createRedactor } from '../../src/io/redact.ts';
import type { ApiKind, Kube, Manifest, Seen, Where } from '../../src/kubernetes/kube.ts';
import type { KubeTools } from '../../src/kubernetes/open.ts';
import type { ApiServer } from '../support/apiServer.ts';

export const CONFIG_MAP: ApiKind = { group: '', plural: 'configmaps', namespaced: true };

/** What the door to an API needs. */
export function toolsOf(api: ApiServer, signal = new AbortController().signal): KubeTools {
  const env = { PATH: api.path, HOME: api.folder };
  return { env, clock: systemClock, redactor: createRedactor(), signal };
}

/** A ConfigMap in `default`. */
export function configMap(name: string, data: Record<string, string> = {}, labels?: Record<string, string>): Manifest {
  const metadata = { name, namespace: 'default', ...(labels === undefined ? {} : { labels }) };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
}

/** What a watch has told so far, in words: `there a`, `gone b`, `silent`. */
export interface Told {
  readonly all: readonly Seen[];
  /** The words of what was told from a place on. */
  words(from?: number): readonly string[];
  /** Waits until something that fits is told, from a place on. */
  until(fits: (words: string) => boolean, from?: number): Promise<void>;
  readonly ended: Promise<void>;
}

const PATIENCE_MS = 100_000;

/** Follows a kind and keeps what is told. Of a ConfigMap the value of `v` stands behind its name. */
export function keepTold(kube: Kube, kind: ApiKind, where: Where): Told {
  const all: Seen[] = [];
  const waiting = new Set<() => void>();
  const words = (from = 0): readonly string[] => all.slice(from).map(wordsOf);
  const ended = kube.follow(kind, where, (seen) => {
    all.push(seen);
    for (const look of waiting) look();
  });
  return {
    all,
    words,
    ended,
    until: (fits, from = 0) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`what was told does not fit: ${words(from).join(', ')}`));
        }, PATIENCE_MS);
        const look = (): void => {
          if (!words(from).some(fits)) return;
          waiting.delete(look);
          clearTimeout(late);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

function wordsOf(seen: Seen): string {
  if (seen.is === 'silent') return 'silent';
  const { metadata, data } = seen.object;
  return `${seen.is} ${metadata.name}${data?.['v'] === undefined ? '' : `=${data['v']}`}`;
}

/** Command lines of living processes that name a text. */
export async function processesThatName(text: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(text)).map((line) => line.replaceAll('\0', ' '));
}

/** Ids of living processes whose command line names a text. */
export async function pidsThatName(text: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return pids.filter((_pid, index) => lines[index]?.includes(text)).map(Number);
}

/** Waits until a condition holds. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const patience = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > patience) throw new Error(`it never came: ${what}`);
    await delay(50);
  }
}
