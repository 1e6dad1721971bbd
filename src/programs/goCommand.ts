import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, type Argv } from '../io/command.ts';
import type { Clock } from '../io/clock.ts';
import type { Redactor } from '../io/redact.ts';
import { TroikaError } from '../model/error.ts';
import type { Where } from './find.ts';
import { GO_ENVIRONMENT, withoutUser } from './recipe.ts';

/** What making a program is handed. */
export interface MakeTools {
  readonly env: Where['env'];
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
  /** Told what goes on, a line each. */
  says(text: string): void;
}

/** The longest that one step may take: the tests of Kubernetes on one slow processor. */
const TIMEOUT_MS = 2 * 3600 * 1000;
const GRACE_MS = 5000;
/** Between two words of a step that goes on. */
const NEWS_MS = 15_000;

/**
 * Takes a step of a recipe: runs a program in a folder to its end, and says every now and then what it does.
 * @returns what it printed, both streams
 * @throws TroikaError usage where it cannot be started, interrupted by the signal; not for its exit code
 */
export async function ask(
  step: string,
  argv: Argv,
  folder: string,
  tools: MakeTools,
): Promise<{ readonly exitCode: number | undefined; readonly text: string }> {
  const { clock, redactor, signal, says } = tools;
  says(step);
  const output = join(folder, `${step}.log`);
  const env = Object.fromEntries(
    Object.entries({ ...tools.env, ...GO_ENVIRONMENT }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  const printed = async (): Promise<string> => withoutUser(await readFile(output, 'utf8').catch(() => ''));
  const over = new AbortController();
  const news = (async () => {
    const began = clock.monotonic();
    for (;;) {
      await clock.sleep(NEWS_MS, over.signal);
      const last = (await printed()).trimEnd().split('\n').at(-1) ?? '';
      says(`${step}, ${Math.round((clock.monotonic() - began) / 1000)} s${last === '' ? '' : `: ${last}`}`);
    }
  })().catch(() => undefined);
  try {
    const own = { cwd: folder, env, output, timeoutMs: TIMEOUT_MS, graceMs: GRACE_MS };
    const ended = await runCommand(argv, { ...own, signal, clock, redactor });
    if (ended.cancelled) throw new TroikaError('interrupted', 'stopped; nothing was installed');
    if (ended.notStarted !== undefined) throw new TroikaError('usage', ended.notStarted);
    return { exitCode: ended.exitCode, text: await printed() };
  } finally {
    over.abort();
    await news;
  }
}
