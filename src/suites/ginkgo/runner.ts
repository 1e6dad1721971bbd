import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GinkgoSpec } from '../../config/ginkgoSpec.ts';
import { kubeAddress } from '../../kubernetes/kubeconfig.ts';
import { openKube, type OpenKube } from '../../kubernetes/open.ts';
import { says, TroikaError } from '../../model/error.ts';
import { findProgram, type Where } from '../../programs/find.ts';
import { unfit } from '../../programs/pins.ts';
import { programEnv } from '../e2e/programEnv.ts';
import { stoppedBy } from '../e2e/stopped.ts';
import { saysOfLeft } from '../e2e/takeAway.ts';
import { standing, tidyUp } from '../e2e/tidy.ts';
import type { Runner, Told } from '../runner.ts';
import type { Subject, SuiteContext } from '../suite.ts';
import { runArgv, type Place, type Programs } from './argv.ts';
import { carryOut } from './carryOut.ts';
import { demandedTests, versionOf, type AskTools } from './demanded.ts';
import { selectionOf, selectionOfNames } from './selections.ts';

/** Where programs are found, and what `check` works with: a run has its own signal. */
export interface GinkgoTools extends Where, Omit<AskTools, 'env'> {}

/** All of one run that is handed on. */
interface Task {
  readonly spec: GinkgoSpec;
  readonly subject: Subject;
  readonly context: SuiteContext;
  readonly only: readonly string[] | undefined;
  readonly where: Where;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs tests built with Ginkgo and the framework of Kubernetes' tests on this machine, against the cluster of a kubeconfig. Needs
 * kubectl.
 */
export function ginkgoRunner(tools: GinkgoTools): Runner<GinkgoSpec> {
  const env = programEnv(tools.env);
  return {
    name: 'ginkgo',
    async check(spec) {
      const programs = await programsOf(spec, tools);
      await demandedTests(programs.tests, selectionOf(spec), { ...tools, env });
    },
    async run(spec, subject, context, only) {
      await mkdir(context.folder, { recursive: true });
      const begun = context.clock.monotonic();
      const told = await onCluster({ spec, subject, context, only, where: tools, env });
      return { ...told, seconds: (context.clock.monotonic() - begun) / 1000 };
    },
  };
}

type Untimed = Omit<Told, 'seconds'>;

async function onCluster(task: Task): Promise<Untimed> {
  const { subject, context, env } = task;
  const { kubeconfig } = subject;
  if (kubeconfig === undefined) return neverStarted('there is no kubeconfig of this cluster', context);
  let kube: OpenKube | undefined;
  try {
    let ready: Ready;
    try {
      const address = await kubeAddress({ kubeconfig, context: subject.context });
      // It outlives the work: what the tests made is taken away after it.
      kube = await openKube(address, { env, clock: context.clock, redactor: context.redactor, signal: context.all });
      ready = await prepare(task, kube, { kubeconfig, context: address.context, folder: context.folder });
    } catch (error) {
      if (!(error instanceof TroikaError) && !context.signal.aborted) throw error;
      return neverStarted(says(error), context);
    }
    return await withTraces(task, kube, ready);
  } finally {
    await kube?.close();
  }
}

/** All that must be known before the tests are run. */
interface Ready {
  readonly place: Place;
  readonly programs: Programs;
  readonly demanded: readonly string[];
  /** The uids of what stands in the cluster, of the kinds that tests make. */
  readonly before: ReadonlySet<string>;
}

/** @throws TroikaError when a program, its tests or the cluster are not as they must be; the signal's reason */
async function prepare({ spec, context, only, where, env }: Task, kube: OpenKube, place: Place): Promise<Ready> {
  const { clock, redactor, signal } = context;
  const kubernetes = await serverVersion(kube);
  const programs = await programsOf(spec, { ...where, kubernetes });
  const ask = { env, clock, redactor, signal };
  // Whoever gives a program says that it fits.
  const version = spec.program === undefined ? await versionOf(programs.tests, ask) : undefined;
  const wrong = version === undefined ? undefined : unfit('e2e.test', version, kubernetes);
  if (wrong !== undefined) throw new TroikaError('usage', wrong);
  const demanded = only ?? (await demandedTests(programs.tests, selectionOf(spec), ask));
  return { place, programs, demanded, before: await standing(kube) };
}

/** Runs the tests under a name of their own, by which what they make in the cluster is known, and takes that away. */
async function withTraces(task: Task, kube: OpenKube, { place, programs, demanded, before }: Ready): Promise<Untimed> {
  const { spec, subject, context, only, env } = task;
  const { cluster } = subject;
  const cwd = await mkdtemp(join(tmpdir(), 'troika-ginkgo-'));
  // Ginkgo takes a file for compiled tests by the end of its name.
  const program = `troika-${cluster}.test`;
  try {
    await symlink(programs.tests, join(cwd, program));
    const selection = only === undefined ? selectionOf(spec) : selectionOfNames(only);
    const argv = runArgv({ ...programs, tests: join(cwd, program) }, spec, selection, place);
    const told = await carryOut({ argv, cwd, env, demanded, cluster, timeoutSeconds: spec.timeoutSeconds }, context);
    const left = saysOfLeft(await tidyUp(kube, { program, before, cluster }, context));
    return left === undefined ? told : { ...told, ended: { ...told.ended, says: `${told.ended.says}; ${left}` } };
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

async function programsOf(spec: GinkgoSpec, where: Where): Promise<Programs> {
  return {
    tests: await findProgram('e2e.test', spec.program, where),
    ginkgo: spec.procs === 1 ? undefined : await findProgram('ginkgo', spec.ginkgo, where),
  };
}

async function serverVersion(kube: OpenKube): Promise<string> {
  const version: unknown = JSON.parse(await kube.text('/version'));
  return typeof version === 'object' && version !== null && 'gitVersion' in version ? String(version.gitVersion) : '';
}

function neverStarted(why: string, { signal }: SuiteContext): Untimed {
  const report = { broken: 'no test was begun' };
  if (!signal.aborted) return { ended: { how: 'never started', says: why }, report, files: [] };
  const says = `stopped before the first test: ${why}`;
  return { ended: { how: 'stopped', by: stoppedBy(signal), says }, report, files: [] };
}
