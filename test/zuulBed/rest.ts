import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A Zuul that stands ready, as test/beds/zuul/up describes it. */
export interface BedFile {
  /** REST below its tenant. */
  readonly api: string;
  readonly gitlab: string;
  readonly directory: string;
  readonly token: string;
  /** Where its Python environments are, Ansible among them. */
  readonly python: string;
  /** The first of its ports. */
  readonly port: string;
}

/** The bed of TROIKA_ZUUL_BED, which scripts/with-zuul sets. */
export async function readBed(): Promise<BedFile> {
  const directory = process.env['TROIKA_ZUUL_BED'];
  if (directory === undefined) throw new Error('TROIKA_ZUUL_BED is not set: npm run test:zuul brings a Zuul up');
  return JSON.parse(await readFile(`${directory}/bed.json`, 'utf8')) as BedFile;
}

/** Asks for JSON. @param body sends it; with a token where one is given */
export async function ask<T>(url: string, body?: unknown, token?: string): Promise<T> {
  const headers = {
    'Content-Type': 'application/json',
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  };
  const reply = await fetch(
    url,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  );
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
}

/** Looks again and again until there is an answer. @param what for the message when there is none in time */
export async function until<T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> {
  const patience = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await look();
    if (answer !== undefined) return answer;
    if (performance.now() > patience) throw new Error(`${what}: not after ${seconds} s`);
    await delay(300);
  }
}
