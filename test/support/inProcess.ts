import { setMaxListeners } from 'node:events';
import { systemClock } from '../../src/io/clock.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { TroikaError } from '../../src/model/error.ts';
import { refuseSecrets } from './secrets.ts';
import type { RunRequest } from '../../src/runner/runParts.ts';
import type { Tools } from '../../src/runner/tools.ts';

/** The tools of a command inside the test's own process; what it prints is kept. */
export interface OwnTools {
  readonly tools: Tools;
  /** As the first signal, and as the second. */
  readonly stop: { work(): void; all(): void };
  printed(): string;
}

export function makeTools(cwd: string, cloudsYaml: string): OwnTools {
  const work = new AbortController();
  const all = new AbortController();
  setMaxListeners(0, work.signal, all.signal);
  const reason = new TroikaError('interrupted', 'stopped by the test');
  let text = '';
  const write = (part: string): void => {
    refuseSecrets(part, 'what a command printed');
    text += part;
  };
  const stream = { isTTY: false, write };
  return {
    printed: () => text,
    stop: { work: () => work.abort(reason), all: () => all.abort(reason) },
    tools: {
      env: { OS_CLIENT_CONFIG_FILE: cloudsYaml, PATH: process.env['PATH'] },
      cwd,
      home: cwd,
      version: '0',
      clock: systemClock,
      log: noLog,
      redactor: createRedactor(),
      stdout: stream,
      stderr: stream,
      colour: false,
      interrupts: { work: work.signal, all: all.signal },
    },
  };
}

/** What `troika run FILE --cloud CLOUD` asks. */
export function requestOf(file: string, cloud: string): RunRequest {
  return {
    file,
    cloud,
    keep: { when: 'never', seconds: 0 },
    maxWait: undefined,
    zuul: undefined,
    retained: false,
    dryRun: false,
    json: false,
  };
}
