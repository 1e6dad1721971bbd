import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { TroikaError, says } from '../model/error.ts';
import type { Clock } from './clock.ts';
import { endGroup, hold, release } from './processGroup.ts';
import type { Redactor } from './redact.ts';
import { redactedLines } from './redactedLines.ts';

/** A program and its arguments. No shell reads them, and nothing secret stands in them: `ps` shows them to everybody. */
export type Argv = readonly [string, ...string[]];

export interface CommandOptions {
  readonly cwd: string;
  /** The whole environment of the program; secrets go here or into files. */
  readonly env: Readonly<Record<string, string>>;
  /** File that gets what it prints, both streams, redacted line by line. It is added to. */
  readonly output: string;
  readonly timeoutMs: number;
  /** How long its processes may take to end after SIGTERM. */
  readonly graceMs: number;
  readonly signal: AbortSignal;
  /** Ends the wait for them: what is left then is killed. */
  readonly now?: AbortSignal;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Hears what is written to `output`, as it is written. */
  readonly heard?: (text: string) => void;
}

/** How a program ended; one shape for all endings. */
export interface CommandResult {
  /** Undefined when it did not start, or was ended by a signal. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly timedOut: boolean;
  readonly cancelled: boolean;
  /** Why it could not be started. */
  readonly notStarted: string | undefined;
  readonly seconds: number;
}

/** After its last process is gone, a pipe that somebody else still holds open is not waited for. */
const DRAIN_MS = 1000;

/**
 * Runs a program to its end, in a process group of its own. At a time-out, at the signal, and when the program itself has
 * ended, the whole group is ended: nothing it started outlives it.
 * @throws TroikaError `broken` when its output cannot be written
 */
export async function runCommand([program, ...args]: Argv, options: CommandOptions): Promise<CommandResult> {
  if (options.signal.aborted) return { ...NOT_ENDED, cancelled: true, seconds: 0 };
  const file = await open(options.output, 'a', 0o600);
  try {
    return await started(program, args, file, options);
  } finally {
    await file.close();
  }
}

const NOT_ENDED = { exitCode: undefined, signal: undefined, timedOut: false, cancelled: false, notStarted: undefined };

async function started(
  program: string,
  args: readonly string[],
  file: FileHandle,
  options: CommandOptions,
): Promise<CommandResult> {
  const { clock, cwd, env } = options;
  const begun = clock.monotonic();
  const own = {
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
    stdin: 'ignore',
  } as const;
  const child = execa(program, args, { cwd, env, ...own });
  if (child.pid === undefined) {
    const { code } = await child;
    const notStarted =
      code === 'ENOENT' ? `${program} is not there` : `${program} cannot be started (${code ?? 'error'})`;
    return { ...NOT_ENDED, notStarted, seconds: 0 };
  }
  hold(child.pid);
  try {
    const streams = [child.stdout, child.stderr];
    const copied = Promise.all(streams.map((stream) => copy(stream, file, options)));
    copied.catch(() => undefined); // awaited below, once the program has ended
    const end = await firstEnd(new Promise((resolve) => child.once('exit', () => resolve('exit'))), options);
    await endGroup(child.pid, clock, options.graceMs, options.now);
    await withinDrain(copied, streams, clock);
    const { exitCode, signal } = await child;
    const seconds = (clock.monotonic() - begun) / 1000;
    return { ...NOT_ENDED, exitCode, signal, timedOut: end === 'timeout', cancelled: end === 'cancel', seconds };
  } finally {
    release(child.pid);
  }
}

type End = 'exit' | 'timeout' | 'cancel';

/** What happens first; waits for nothing afterwards, and leaves no listener behind. */
async function firstEnd(exit: Promise<End>, { clock, signal, timeoutMs }: CommandOptions): Promise<End> {
  const over = new AbortController();
  const timeout = clock.sleep(timeoutMs, over.signal).then<End, End>(
    () => 'timeout',
    () => 'exit',
  );
  const cancel = new Promise<End>((resolve) => {
    signal.addEventListener('abort', () => resolve('cancel'), { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([exit, timeout, cancel]);
  } finally {
    over.abort();
  }
}

async function copy(stream: Readable, file: FileHandle, { output, redactor, heard }: CommandOptions): Promise<void> {
  const lines = redactedLines(redactor);
  const write = async (text: string): Promise<void> => {
    heard?.(text);
    try {
      await file.appendFile(text);
    } catch (error) {
      throw new TroikaError('broken', `cannot write ${output}: ${says(error)}`, { class: 'suite-infrastructure' });
    }
  };
  try {
    for await (const bytes of stream) await write(lines.push(bytes));
  } catch (error) {
    // Any other error is a pipe that was given up; what came through it is kept.
    if (error instanceof TroikaError) throw error;
  }
  await write(lines.end());
}

async function withinDrain(copied: Promise<unknown>, streams: readonly Readable[], clock: Clock): Promise<void> {
  const over = new AbortController();
  const patience = clock.sleep(DRAIN_MS, over.signal).catch(() => undefined);
  await Promise.race([copied, patience]);
  over.abort();
  for (const stream of streams) stream.destroy();
  await copied;
}
