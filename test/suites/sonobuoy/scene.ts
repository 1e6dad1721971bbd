import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SonobuoySpec } from '../../../src/config/sonobuoySpec.ts';
import { systemClock } from '../../../src/io/clock.ts';
import { openJournal } from '../../../src/io/journal.ts';
import { noLog } from '../../../src/io/log.ts';
import { createRedactor, type Redactor } from '../../../src/io/redact.ts';
import type { SuiteContext } from '../../../src/suites/suite.ts';

/** A suite's surroundings in a folder of their own. */
export interface Scene {
  readonly run: string;
  readonly context: SuiteContext;
  readonly redactor: Redactor;
  readonly abort: AbortController;
  end(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const run = await mkdtemp(join(tmpdir(), 'troika-sonobuoy-'));
  const redactor = createRedactor();
  const journal = await openJournal(join(run, 'journal.ndjson'), { clock: systemClock, redactor });
  const abort = new AbortController();
  const context: SuiteContext = {
    journal,
    clock: systemClock,
    log: noLog,
    redactor,
    signal: abort.signal,
    all: new AbortController().signal,
    deadline: systemClock.monotonic() + 3_600_000,
    folder: join(run, 'clusters', 'tabcdefghia', 'suites', 'sonobuoy'),
  };
  return {
    run,
    context,
    redactor,
    abort,
    async end() {
      await journal.close();
      await rm(run, { recursive: true });
    },
  };
}

export const SPEC: SonobuoySpec = {
  suite: 'sonobuoy',
  name: 'sonobuoy',
  known: [],
  rerun: 0,
  plugins: ['e2e'],
  pluginEnv: {},
  pluginImages: {},
  skipPreflight: ['dnscheck'],
  timeoutSeconds: 600,
  startSeconds: 120,
};
