import { execa } from 'execa';
import { TroikaError } from '../model/error.ts';
import type { Argv } from './command.ts';
import type { Clock } from './clock.ts';
import { endGroup, hold, release } from './processGroup.ts';
import type { Redactor } from './redact.ts';
import { redactedLines } from './redactedLines.ts';

export interface CompanionOptions {
  readonly cwd: string;
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly redactor: Redactor;
}

/** How a companion ended. */
export interface CompanionEnd {
  /** 127 where there is no such program, as shells have it; undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  /** The last it said. */
  readonly said: string;
}

/** A program that runs beside us. */
export interface Companion {
  /** Resolves when it has ended, by itself or not, and none of its processes is left. */
  readonly ended: Promise<CompanionEnd>;
  /** Ends it, and waits until all its processes are gone. */
  end(): Promise<void>;
}

/**
 * Runs the program and waits for it; ends it when standard input is closed, as it is when we die in whatever way. A shell's
 * background processes get no standard input of their own, hence the third file. Who waits for that is ended before the
 * program's number can be another's.
 */
const WATCHED =
  'exec 3<&0; "$@" </dev/null 3<&- & program=$!; (read -r _ <&3; kill "$program") >/dev/null 2>&1 & watcher=$!; ' +
  'wait "$program"; code=$?; kill "$watcher" 2>/dev/null; exit "$code"';

const GRACE_MS = 3000;
/** So long what it said last may take to arrive: somebody else may hold its pipe. */
const DRAIN_MS = 1000;
const LAST_SAID = 500;

/**
 * Starts a program that serves us until it is ended. It does not outlive us, also where we are killed.
 * @throws TroikaError usage when it cannot be started
 */
export function startCompanion([program, ...args]: Argv, options: CompanionOptions): Companion {
  const { cwd, env, clock, redactor } = options;
  const own = { extendEnv: false, detached: true, cleanup: false, reject: false, buffer: false, all: true } as const;
  const child = execa('sh', ['-c', WATCHED, 'sh', program, ...args], { cwd, env, stdin: 'pipe', ...own });
  const { pid } = child;
  if (pid === undefined) throw new TroikaError('usage', `${program} cannot be started: there is no sh`);
  hold(pid);
  const lines = redactedLines(redactor);
  let said = '';
  const hear = (text: string): void => void (said = (said + text).slice(-LAST_SAID));
  child.all.on('data', (bytes: Buffer) => hear(lines.push(bytes)));
  child.all.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const exited = new Promise<number | undefined>((resolve) => child.once('exit', (code) => resolve(code ?? undefined)));
  let over = false;
  const ended = exited.then(async (exitCode) => {
    over = true;
    child.stdin.end();
    await endGroup(pid, clock, GRACE_MS);
    release(pid);
    await withinDrain(closed, clock);
    hear(lines.end());
    return { exitCode, said: said.trim() };
  });
  return {
    ended,
    async end() {
      if (!over) {
        child.stdin.end();
        await endGroup(pid, clock, GRACE_MS);
      }
      await ended;
    },
  };
}

async function withinDrain(closed: Promise<void>, clock: Clock): Promise<void> {
  const late = new AbortController();
  await Promise.race([closed, clock.sleep(DRAIN_MS, late.signal).catch(() => undefined)]);
  late.abort();
}
