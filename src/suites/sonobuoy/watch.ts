import type { Kube } from '../../kubernetes/kube.ts';
import { PODS } from '../e2e/kinds.ts';
import { readPod } from '../e2e/pod.ts';
import type { SuiteContext } from '../suite.ts';
import { placeArgs } from './args.ts';
import type { Place } from './args.ts';
import type { Sonobuoy } from './commands.ts';
import { learn, NOTHING_HEARD } from './heard.ts';
import type { Heard } from './heard.ts';
import type { Pace } from './pace.ts';
import { readStatus } from './status.ts';
import type { Status } from './status.ts';
import { turnOf } from './turn.ts';
import type { Look, Turn } from './turn.ts';

const AGGREGATOR = 'sonobuoy-component=aggregator';

/** What watching came to. */
export interface Watched {
  /** Undefined: the limit or the signal came first. */
  readonly turn: Exclude<Turn, { is: 'wait' }> | undefined;
  readonly heard: Heard;
  /** The last status there was. */
  readonly status: Status | undefined;
}

/**
 * Looks again and again, until there is something to retrieve, the run is over, the time is, or the signal comes. Progress goes into the
 * journal when its numbers change.
 * @param until monotonic milliseconds
 * @throws only when the journal or the folder cannot be written
 */
export async function watchRun(
  sonobuoy: Sonobuoy,
  kube: Kube,
  place: Place,
  patience: { readonly startSeconds: number; readonly until: number; readonly pace: Pace },
  context: SuiteContext & { readonly cluster: string },
): Promise<Watched> {
  const { clock, signal, journal, cluster } = context;
  const { pace, until } = patience;
  let heard = NOTHING_HEARD;
  let status: Status | undefined;
  let since = clock.monotonic();
  while (!signal.aborted && clock.monotonic() < until) {
    const look = await lookAt(sonobuoy, kube, place, pace, signal);
    if (signal.aborted) break;
    if (!('instead' in look.status)) {
      ({ status } = look);
      since = clock.monotonic();
      const before = heard;
      heard = learnAll(heard, status as Status);
      if (
        before.done !== heard.done ||
        before.total !== heard.total ||
        before.failures.length !== heard.failures.length
      )
        await journal.write({ type: 'progress', cluster, phase: 'suites', ...numbersOf(heard) });
    }
    const silence = { seconds: (clock.monotonic() - since) / 1000, seen: status !== undefined };
    const turn = turnOf(look, silence, { start: patience.startSeconds, silence: pace.silenceSeconds });
    if (turn.is !== 'wait') return { turn, heard, status };
    await clock.sleep(Math.min(pace.pollMs, Math.max(0, until - clock.monotonic())), signal).catch(() => undefined);
  }
  return { turn: undefined, heard, status };
}

function numbersOf({ done, total, failures }: Heard): { done: number; total: number; says: string } {
  return { done, total, says: `sonobuoy: ${done} of ${total} tests, ${failures.length} failed` };
}

/** Only the tests of the e2e plugin are counted by progress that names them. */
function learnAll(heard: Heard, { plugins }: Status): Heard {
  const progress = plugins.find(({ plugin }) => plugin === 'e2e')?.progress;
  return progress === undefined ? heard : learn(heard, progress);
}

async function lookAt(
  sonobuoy: Sonobuoy,
  kube: Kube,
  place: Place,
  { commandMs }: Pace,
  signal: AbortSignal,
): Promise<Look> {
  const args = ['status', '--json', ...placeArgs(place)];
  const said = await sonobuoy('status.json', args, { timeoutMs: commandMs, signal });
  const status = readStatus(said.notStarted ?? said.output);
  if (!('instead' in status)) return { status, pod: 'unseen' };
  try {
    const [pod] = await kube.list(PODS, { namespace: place.namespace, labels: AGGREGATOR });
    return { status, pod: pod === undefined ? 'gone' : readPod(pod) };
  } catch {
    return { status, pod: 'unseen' };
  }
}
