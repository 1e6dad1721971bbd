import type { Kube } from '../../kubernetes/kube.ts';
import type { Pod } from '../e2e/pod.ts';
import type { SuiteContext } from '../suite.ts';
import { placeArgs } from './args.ts';
import type { Place } from './args.ts';
import type { Sonobuoy } from './commands.ts';
import { learn, NOTHING_HEARD } from './heard.ts';
import type { Heard } from './heard.ts';
import type { Pace } from './pace.ts';
import { podsOf, troublesOf, type Pods } from './pods.ts';
import { readStatus } from './status.ts';
import type { Status } from './status.ts';
import { lossOf, turnOf } from './turn.ts';
import type { Turn } from './turn.ts';

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
 * journal when its numbers change, and until there is some what keeps the pods from running, each sentence once.
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
  const limits = { start: patience.startSeconds, silence: pace.silenceSeconds, loss: pace.lossSeconds };
  const tell = (progress: { done: number; total: number; says: string }): Promise<unknown> =>
    journal.write({ type: 'progress', cluster, phase: 'suites', ...progress });
  const secondsSince = (moment: number): number => (clock.monotonic() - moment) / 1000;
  const told = new Set<string>();
  let heard = NOTHING_HEARD;
  let status: Status | undefined;
  let since = clock.monotonic();
  let lostSince: number | undefined;
  let testsSeen = false;
  while (!signal.aborted && clock.monotonic() < until) {
    const look = await statusNow(sonobuoy, place, pace, signal);
    const pods = await podsOf(kube, place.namespace);
    if (signal.aborted) break;
    testsSeen ||= pods?.tests !== undefined;
    let loss: string | undefined;
    if (!('instead' in look)) {
      status = look;
      since = clock.monotonic();
      const before = heard;
      heard = learnAll(heard, look);
      if (hasChanged(before, heard)) await tell(numbersOf(heard));
      loss = pods === undefined ? undefined : lossOf(look, pods.tests ?? (testsSeen ? 'gone' : undefined));
    }
    lostSince = loss === undefined ? undefined : (lostSince ?? clock.monotonic());
    for (const says of heard.total > 0 ? [] : troublesOf(pods)) {
      if (!told.has(says)) await tell({ done: 0, total: 0, says: `sonobuoy: ${says}` });
      told.add(says);
    }
    const turn = turnOf(
      {
        status: look,
        pod: aggregatorIn(pods),
        loss:
          loss === undefined || lostSince === undefined ? undefined : { says: loss, seconds: secondsSince(lostSince) },
        begun: heard.total > 0,
      },
      { seconds: secondsSince(since), seen: status !== undefined },
      limits,
    );
    if (turn.is !== 'wait') return { turn, heard, status };
    await clock.sleep(Math.min(pace.pollMs, Math.max(0, until - clock.monotonic())), signal).catch(() => undefined);
  }
  return { turn: undefined, heard, status };
}

function aggregatorIn(pods: Pods | undefined): Pod | 'gone' | 'unseen' {
  return pods === undefined ? 'unseen' : (pods.aggregator ?? 'gone');
}

function hasChanged(before: Heard, now: Heard): boolean {
  return before.done !== now.done || before.total !== now.total || before.failures.length !== now.failures.length;
}

function numbersOf({ done, total, failures }: Heard): { done: number; total: number; says: string } {
  return { done, total, says: `sonobuoy: ${done} of ${total} tests, ${failures.length} failed` };
}

/** Only the tests of the e2e plugin are counted by progress that names them. */
function learnAll(heard: Heard, { plugins }: Status): Heard {
  const progress = plugins.find(({ plugin }) => plugin === 'e2e')?.progress;
  return progress === undefined ? heard : learn(heard, progress);
}

async function statusNow(
  sonobuoy: Sonobuoy,
  place: Place,
  { commandMs }: Pace,
  signal: AbortSignal,
): Promise<Status | { readonly instead: string }> {
  const args = ['status', '--json', ...placeArgs(place)];
  const said = await sonobuoy('status.json', args, { timeoutMs: commandMs, signal });
  return readStatus(said.notStarted ?? said.output);
}
