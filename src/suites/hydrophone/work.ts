import { join } from 'node:path';
import type { HydrophoneSpec } from '../../config/hydrophoneSpec.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import { NAMESPACES, PODS } from '../e2e/kinds.ts';
import { E2E_RUN } from '../e2e/testRuns.ts';
import type { SuiteContext } from '../suite.ts';
import { argvOf, type Place } from './argv.ts';
import { attempt } from './attempt.ts';
import type { Listener } from './listen.ts';
import { nextAfter, type Tried } from './next.ts';
import { POD, seenAgain, type TestPod } from './pod.ts';

/** What is known when no more is tried. */
export interface Worked {
  readonly pod: TestPod | undefined;
  readonly fetched: boolean;
  readonly last: string;
  /** Of each namespace of any tests that was seen: the id that its process drew. */
  readonly runOf: ReadonlyMap<string, string>;
}

export interface Work {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly spec: HydrophoneSpec;
  readonly place: Place;
  readonly only: readonly string[] | undefined;
}

/** What hydrophone says, and the log of the tests as it passes it on. */
export const OUTPUT = 'hydrophone.log';

const LOOK_MS = 500;

/** Runs the tests to their end or the signal. While their pod goes on, hydrophone is started again whenever it ends. */
export async function work(
  { program, env, spec, place, only }: Work,
  kube: Kube,
  listener: Listener,
  context: SuiteContext,
  stop: AbortSignal,
): Promise<Worked> {
  const { clock, folder } = context;
  let pod: TestPod | undefined;
  void kube.follow(PODS, { namespace: place.namespace }, (seen) => {
    if (seen.is !== 'silent' && seen.object.metadata.name === POD)
      pod = seenAgain(pod, seen.object, seen.is === 'gone');
  });
  const runOf = new Map<string, string>();
  void kube.follow(NAMESPACES, { labels: E2E_RUN }, (seen) => {
    const run = seen.is === 'silent' ? undefined : seen.object.metadata.labels?.[E2E_RUN];
    if (seen.is !== 'silent' && run !== undefined) runOf.set(seen.object.metadata.name, run);
  });
  const tools = { env, output: join(folder, OUTPUT), timeoutMs: spec.timeoutSeconds * 1000, pod: () => pod };
  let tried: Tried = { fetches: 0, short: 0 };
  for (let again = false; ; again = true) {
    const heard = listener.attempt();
    const argv = argvOf(program, spec, place, { again, only });
    const { fetched, last, ...how } = await attempt(argv, { ...tools, heard }, context, stop);
    // What it saw last of the pod is told to us at the same time.
    if (fetched) await until(() => pod?.ended !== undefined, SETTLE_MS, context, stop);
    const next = nextAfter({ fetched, last, ...how }, pod, tried);
    if (stop.aborted || next.do === 'end') return { pod, fetched, last, runOf };
    if (next.do === 'again') {
      ({ tried } = next);
      await clock.sleep(next.pauseMs, stop).catch(() => undefined);
    } else if (!(await until(() => pod?.phase !== 'Pending' || pod.over, spec.startupSeconds * 1000, context, stop)))
      return { pod, fetched, last, runOf };
    if (stop.aborted) return { pod, fetched, last, runOf };
  }
}

const SETTLE_MS = 5000;

/** Whether it came in time. */
async function until(
  condition: () => boolean,
  patienceMs: number,
  { clock }: Pick<SuiteContext, 'clock'>,
  signal: AbortSignal,
): Promise<boolean> {
  const patience = clock.monotonic() + patienceMs;
  while (!condition()) {
    if (signal.aborted || clock.monotonic() > patience) return false;
    await clock.sleep(LOOK_MS, signal).catch(() => undefined);
  }
  return true;
}
