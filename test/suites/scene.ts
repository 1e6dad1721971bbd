import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/io/clock.ts';
import { openJournal } from '../../src/io/journal.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor, type Redactor } from '../../src/io/redact.ts';
import type { Subject, SuiteContext } from '../../src/suites/suite.ts';

/** A cluster without a kubeconfig, of which nothing is expected. */
export const SUBJECT: Subject = {
  cluster: 'tabcdefghia',
  label: 'east',
  expected: { servers: [], loadBalancers: [] },
  endpoint: 'https://192.0.2.1:6443',
  inventory: () => Promise.reject(new Error('not asked for')),
};

/** What a suite is handed, in a run's folder of its own. */
export interface Scene {
  readonly run: string;
  readonly context: SuiteContext;
  readonly redactor: Redactor;
  /** Stops the work. */
  readonly stop: AbortController;
  end(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const run = await mkdtemp(join(tmpdir(), 'troika-suite-'));
  const redactor = createRedactor();
  const journal = await openJournal(join(run, 'journal.ndjson'), { clock: systemClock, redactor });
  const stop = new AbortController();
  const context: SuiteContext = {
    journal,
    clock: systemClock,
    log: noLog,
    redactor,
    signal: stop.signal,
    all: new AbortController().signal,
    deadline: systemClock.monotonic() + 60_000,
    folder: join(run, 'clusters', SUBJECT.cluster, 'suites', 'e2e'),
  };
  return {
    run,
    context,
    redactor,
    stop,
    async end() {
      await journal.close();
      await rm(run, { recursive: true });
    },
  };
}
