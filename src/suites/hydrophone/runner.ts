import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { HydrophoneSpec } from '../../config/hydrophoneSpec.ts';
import { openKube, type OpenKube } from '../../kubernetes/open.ts';
import { says, TroikaError } from '../../model/error.ts';
import { NAMESPACES } from '../e2e/kinds.ts';
import { startLimit } from '../e2e/limit.ts';
import { programEnv } from '../e2e/programEnv.ts';
import { stoppedBy } from '../e2e/stopped.ts';
import { saysOfLeft } from '../e2e/takeAway.ts';
import { standing } from '../e2e/tidy.ts';
import { findProgram, type Where } from '../../programs/find.ts';
import type { Ending, Runner, Told } from '../runner.ts';
import type { Subject, SuiteContext } from '../suite.ts';
import { reportOf } from './account.ts';
import { clean } from './clean.ts';
import { endingOf } from './ending.ts';
import { listenTo, runsOf } from './listen.ts';
import { namespaceFor } from './names.ts';
import { ownKubeconfig, type OwnKubeconfig } from './ownKubeconfig.ts';
import { FILES, keptFiles, logsIn, readReport } from './results.ts';
import { work } from './work.ts';

/** How long what was made may take to go. */
const CLEAN_MS = 55_000;

/** The ways to a cluster. */
interface Ways {
  readonly program: string;
  readonly kubeconfig: OwnKubeconfig;
  readonly kube: OpenKube;
  readonly namespace: string;
  /** The namespace was there before. */
  readonly lent: boolean;
  /** What stood in the cluster, of the kinds that tests make. */
  readonly before: ReadonlySet<string>;
}

/** Runs Kubernetes' own tests in a pod of the cluster, by the program hydrophone. */
export function hydrophoneRunner(where: Where): Runner<HydrophoneSpec> {
  return {
    name: 'hydrophone',
    async check(spec) {
      await findProgram('hydrophone', spec.program, where);
    },
    async run(spec, subject, context, only) {
      const begun = context.clock.monotonic();
      const seconds = (): number => (context.clock.monotonic() - begun) / 1000;
      await mkdir(context.folder, { recursive: true });
      for (const file of FILES) await rm(join(context.folder, file), { force: true });
      let ways: Ways;
      try {
        ways = await open(spec, subject, context, where);
      } catch (error) {
        const ended: Ending = { how: 'never started', says: says(error) };
        return { ended, report: reportOf(undefined, undefined, logsIn(context.folder)), seconds: seconds(), files: [] };
      }
      try {
        return await runBy(ways, { spec, subject, context, where, only, seconds });
      } finally {
        await close(ways);
      }
    },
  };
}

/** @throws an error that says why nothing can begin */
async function open(spec: HydrophoneSpec, subject: Subject, context: SuiteContext, where: Where): Promise<Ways> {
  if (subject.kubeconfig === undefined) throw new TroikaError('usage', `${subject.cluster} has no Kubernetes API`);
  const program = await findProgram('hydrophone', spec.program, where);
  const kubeconfig = await ownKubeconfig(subject.kubeconfig, subject.context);
  const { clock, redactor, all: signal } = context;
  const namespace = spec.namespace ?? namespaceFor(subject.cluster, spec.name);
  let kube: OpenKube | undefined;
  try {
    kube = await openKube({ kubeconfig: kubeconfig.path }, { env: where.env, clock, redactor, signal });
    const lent = (await kube.get(NAMESPACES, { name: namespace })) !== undefined;
    if (lent && !spec.skipPreflight) throw new TroikaError('usage', `the namespace ${namespace} is there already`);
    return { program, kubeconfig, kube, namespace, lent, before: await standing(kube) };
  } catch (error) {
    await kube?.close();
    await kubeconfig.remove();
    throw error;
  }
}

async function close({ kube, kubeconfig }: Ways): Promise<void> {
  await kube.close();
  await kubeconfig.remove();
}

interface Run {
  readonly spec: HydrophoneSpec;
  readonly subject: Subject;
  readonly context: SuiteContext;
  readonly where: Where;
  readonly only: readonly string[] | undefined;
  seconds(): number;
}

async function runBy({ program, kubeconfig, kube, namespace, lent, before }: Ways, run: Run): Promise<Told> {
  const { spec, subject, context, where, only } = run;
  const { cluster } = subject;
  const { clock, journal, folder } = context;
  const listener = listenTo(cluster, journal);
  const testRepoList = spec.testRepoList === undefined ? undefined : resolve(where.cwd, spec.testRepoList);
  const place = { kubeconfig: kubeconfig.path, namespace, folder, testRepoList };
  const limit = startLimit(spec.timeoutSeconds * 1000, clock);
  const stop = AbortSignal.any([context.signal, limit.signal]);
  const job = { program, env: programEnv(where.env), spec, place, only };
  const worked = await work(job, kube, listener, context, stop);
  const stopped = limit.signal.aborted ? 'own limit' : context.signal.aborted ? stoppedBy(context.signal) : undefined;
  await limit.end();
  const seconds = run.seconds();
  const { told, ...heard } = listener.heard;
  const testRuns = runsOf(heard, worked.runOf);
  const patience = startLimit(CLEAN_MS, clock);
  const signal = AbortSignal.any([context.all, patience.signal]);
  const traces = { namespace, lent, testRuns, before: stopped === undefined && worked.fetched ? undefined : before };
  const left = await clean(kube, cluster, traces, { journal, clock, signal });
  await patience.end();
  await listener.written();
  const read = worked.fetched ? await readReport(context) : undefined;
  const around = read === undefined || 'broken' in read ? [] : read.around;
  const further = [told.summary ?? '', ...around, saysOfLeft(left) ?? ''];
  const begun = told.announced !== undefined;
  const ended = endingOf({ ...worked, stopped, seconds, begun, further });
  return { ended, report: reportOf(read, told, logsIn(folder)), seconds, files: await keptFiles(context) };
}
