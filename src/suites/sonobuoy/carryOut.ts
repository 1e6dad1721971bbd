import { join } from 'node:path';
import type { SonobuoySpec } from '../../config/sonobuoySpec.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import { openKube } from '../../kubernetes/open.ts';
import { says } from '../../model/error.ts';
import { stoppedBy, stoppedEnding } from '../e2e/stopped.ts';
import { standing } from '../e2e/tidy.ts';
import { withLog } from '../e2e/withLog.ts';
import type { Where } from '../../programs/find.ts';
import type { Told } from '../runner.ts';
import type { SuiteContext } from '../suite.ts';
import { placeArgs, startArgs } from './args.ts';
import type { Place } from './args.ts';
import type { Sonobuoy } from './commands.ts';
import { accountOf, NOTHING_HEARD } from './heard.ts';
import { outcomeOf } from './outcome.ts';
import type { Pace } from './pace.ts';
import { podsOf, troublesOf } from './pods.ts';
import { retrieve } from './retrieve.ts';
import { unfitVersion, wordsOf } from './status.ts';
import { readTarball } from './tarball.ts';
import { watchRun } from './watch.ts';
import type { Watched } from './watch.ts';

type Outcome = Pick<Told, 'ended' | 'report'>;

/** One run, and all that it needs. */
export interface Run {
  readonly spec: SonobuoySpec;
  readonly place: Place;
  readonly sonobuoy: Sonobuoy;
  readonly where: Where;
  readonly pace: Pace;
  /** Exactly these tests, instead of what the configuration selects. */
  readonly only: readonly string[] | undefined;
  readonly context: SuiteContext & { readonly cluster: string };
  /** Monotonic milliseconds at which its own limit is over. */
  readonly until: number;
  /** What it leaves in the suite's folder; added to. */
  readonly files: string[];
  /** What stood in the cluster before, of the kinds that tests make; none where it did not begin. */
  before?: ReadonlySet<string>;
}

/** Starts, watches, retrieves and reads. @throws only when the journal or the folder cannot be written */
export async function carryOut(run: Run): Promise<Outcome> {
  const { place, where, only, context } = run;
  const { signal, clock, redactor } = context;
  let kube;
  try {
    kube = await openKube(place, { env: where.env, clock, redactor, signal });
  } catch (error) {
    return signal.aborted ? stopped(run) : neverStarted(says(error), only);
  }
  try {
    return await started(run, kube);
  } finally {
    await kube.close();
  }
}

async function started(run: Run, kube: Kube): Promise<Outcome> {
  const { spec, place, sonobuoy, only, context, pace, files, where } = run;
  const { signal, folder } = context;
  const version = await sonobuoy('version.log', ['version', '--short'], { timeoutMs: pace.commandMs, signal });
  const unfit = version.notStarted ?? unfitVersion(version.output);
  if (unfit !== undefined) return signal.aborted ? stopped(run) : neverStarted(unfit, only);
  try {
    run.before = await standing(kube);
  } catch (error) {
    return signal.aborted ? stopped(run) : neverStarted(says(error), only);
  }
  const args = startArgs(spec, place, where.cwd, only);
  const start = await sonobuoy('start.log', args, { timeoutMs: pace.commandMs, signal });
  files.push(join(folder, 'start.log'));
  if (signal.aborted) return stopped(run);
  if (start.exitCode !== 0) return neverStarted(start.notStarted ?? wordsOf(start.output), only);
  const patience = { startSeconds: spec.startSeconds, until: run.until, pace };
  const watched = await watchRun(sonobuoy, kube, place, patience, context);
  files.push(join(folder, 'status.json'));
  if (watched.turn?.is === 'retrieve') return retrieved(run, watched);
  const ended = watched.turn?.ended ?? stopped(run).ended;
  const said = await sonobuoy('aggregator.log', ['logs', ...placeArgs(place)], {
    timeoutMs: LOGS_MS,
    signal: context.all,
  });
  if (said.output !== '') files.push(join(folder, 'aggregator.log'));
  const why = watched.heard.total > 0 || signal.aborted ? [] : troublesOf(await podsOf(kube, place.namespace));
  return {
    ended: { ...ended, says: [ended.says, ...why.filter((one) => !ended.says.includes(afterColon(one)))].join('; ') },
    report: accountOf(watched.heard, only),
  };
}

/** What is told of a pod, without which. */
function afterColon(text: string): string {
  return text.slice(text.indexOf(': ') + 2);
}

/** The log of the aggregator is worth so much, also when the run is stopped. */
const LOGS_MS = 10_000;

async function retrieved(run: Run, { heard, status }: Watched): Promise<Outcome> {
  const { place, sonobuoy, pace, context, only, files } = run;
  const { folder, redactor } = context;
  const got = await retrieve(sonobuoy, place, status?.tarball, pace, context);
  files.push(join(folder, 'retrieve.log'));
  if ('broken' in got) {
    if (context.signal.aborted) return { ...stopped(run), report: accountOf(heard, only) };
    return { ended: { how: 'completed', says: 'Sonobuoy: complete' }, report: got };
  }
  files.push(got.path);
  const read = await readTarball(got.path, folder, redactor);
  if ('broken' in read) return { ended: { how: 'completed', says: 'Sonobuoy: complete' }, report: read };
  const { log } = read;
  if (log !== undefined) files.push(log);
  const expected = (status?.plugins ?? []).map(({ plugin }) => plugin);
  const { ended, report } = outcomeOf(read.plugins, expected, heard, only);
  return { ended, report: log === undefined ? report : withLog(report, log) };
}

export function neverStarted(why: string, only: readonly string[] | undefined): Outcome {
  return {
    ended: { how: 'never started', says: `Sonobuoy: ${why || 'it ended without a word'}` },
    report: accountOf(NOTHING_HEARD, only),
  };
}

/** Stopped from outside, or by its own limit. */
function stopped({ context: { signal }, spec, only }: Run): Outcome {
  const by = signal.aborted ? stoppedBy(signal) : 'own limit';
  return { ended: stoppedEnding(by, spec.timeoutSeconds), report: accountOf(NOTHING_HEARD, only) };
}
