#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { runCommandLine } from './cli/commandLine.ts';
import { systemClock } from './io/clock.ts';
import { noLog } from './io/log.ts';
import { createRedactor } from './io/redact.ts';
import { watchSignals } from './runner/interrupts.ts';
import type { Terminal } from './report/screen.ts';
import type { Tools } from './runner/tools.ts';

/** Reads the version out of package.json, one folder above both src and dist. */
function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

const redactor = createRedactor();
/** A stream that redacts, and asks the real one for its size each time. */
function redacting(stream: NodeJS.WriteStream): Terminal {
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 80;
    },
    get rows() {
      return stream.rows ?? 24;
    },
    write: (text) => stream.write(redactor.redact(text)),
  };
}

// A reader that went away (`troika … | head`) is no error of ours.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const stderr = redacting(process.stderr);
const signals = watchSignals((name, count) => {
  const what = count === 1 ? 'stopping (a run cleans up first); once more to stop at once' : 'stopping at once';
  stderr.write(`\n${name}: ${what}\n`);
});

const tools: Tools = {
  env: process.env,
  cwd: process.cwd(),
  home: homedir(),
  version: readVersion(),
  clock: systemClock,
  redactor,
  log: noLog,
  stdout: redacting(process.stdout),
  stderr,
  colour: !process.argv.includes('--no-colour'),
  interrupts: signals,
};

process.exitCode = await runCommandLine(process.argv.slice(2), tools);
signals.stop();
