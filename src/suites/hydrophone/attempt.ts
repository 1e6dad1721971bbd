import { readFile, stat } from 'node:fs/promises';
import { runCommand, type Argv } from '../../io/command.ts';
import type { SuiteContext } from '../suite.ts';
import type { TestPod } from './pod.ts';

/** Hydrophone ends at once when it is told to: it cleans up nothing then. */
const GRACE_MS = 3000;
const LOOK_MS = 500;
/** How long hydrophone may take to end by itself when the tests have, and when its pod is over: it waits for ever for one that is. */
const FETCH_MS = 120_000;
const OVER_MS = 10_000;

/** Said when it does not see in the log that the tests have ended: it goes on reading it, from the beginning, time and again. */
const READS_AGAIN = 'Tests are still running, restarting stream';
/** Said when both files of results are there (kubernetes-sigs/hydrophone, pkg/conformance/client/exitcode.go). */
const FETCHED = /^\d\d:\d\d:\d\d INF Waiting for Pod to terminate\.\.\.$/m;
/** What it says itself stands beside what the tests print. */
const SAID = /^\d\d:\d\d:\d\d (?:ERR|WRN) (.*)$/gm;

/** How hydrophone ended once. */
export interface Attempt {
  readonly fetched: boolean;
  readonly notStarted: boolean;
  readonly seconds: number;
  /** The last thing that went wrong, in its own words. */
  readonly last: string;
}

export interface AttemptTools {
  readonly env: Readonly<Record<string, string>>;
  readonly output: string;
  readonly timeoutMs: number;
  /** The pod as it is known now. */
  pod(): TestPod | undefined;
  heard(text: string): void;
}

/** Runs hydrophone until it ends, or can come to nothing any more. */
export async function attempt(
  argv: Argv,
  { env, output, timeoutMs, pod, heard }: AttemptTools,
  context: SuiteContext,
  stop: AbortSignal,
): Promise<Attempt> {
  const { clock, redactor, folder, all } = context;
  const over = new AbortController();
  const useless = new AbortController();
  const waiting = untilUseless(pod, context, over.signal).then(
    () => useless.abort(),
    () => undefined,
  );
  const from = (await stat(output).catch(() => undefined))?.size ?? 0;
  const signal = AbortSignal.any([stop, useless.signal]);
  const listen = (text: string): void => {
    heard(text);
    if (text.includes(READS_AGAIN) && pod()?.ended !== undefined) useless.abort();
  };
  const own = { cwd: folder, env, output, timeoutMs, graceMs: GRACE_MS, now: all };
  try {
    const ended = await runCommand(argv, { ...own, signal, clock, redactor, heard: listen });
    // It is not there where this was stopped before it began.
    const said = (await readFile(output).catch(() => Buffer.of())).subarray(from).toString('utf8');
    const wrong = [...said.matchAll(SAID)].at(-1)?.[1];
    const died = ended.exitCode === undefined ? `hydrophone died by signal ${ended.signal ?? '(unknown)'}` : '';
    return {
      fetched: FETCHED.test(said),
      notStarted: ended.notStarted !== undefined,
      seconds: ended.seconds,
      last: ended.notStarted ?? wrong ?? (useless.signal.aborted ? '' : died),
    };
  } finally {
    over.abort();
    await waiting;
  }
}

/** Resolves when hydrophone had its time after the end of the tests, or of the pod. */
async function untilUseless(
  pod: () => TestPod | undefined,
  { clock }: Pick<SuiteContext, 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  let since: number | undefined;
  for (;;) {
    await clock.sleep(LOOK_MS, signal);
    const now = pod();
    const patience = now?.over === true ? OVER_MS : now?.ended === undefined ? undefined : FETCH_MS;
    since = patience === undefined ? undefined : (since ?? clock.monotonic());
    if (patience !== undefined && since !== undefined && clock.monotonic() > since + patience) return;
  }
}
