import { randomBytes } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import type { SonobuoySpec } from '../../config/sonobuoySpec.ts';
import { says, TroikaError } from '../../model/error.ts';
import { saysOfLeft } from '../e2e/takeAway.ts';
import { findProgram } from '../../programs/find.ts';
import type { Where } from '../../programs/find.ts';
import type { Runner, Told } from '../runner.ts';
import type { Subject, SuiteContext } from '../suite.ts';
import { filesOf } from './args.ts';
import { carryOut, neverStarted } from './carryOut.ts';
import type { Run } from './carryOut.ts';
import { clean } from './clean.ts';
import { sonobuoyCommands } from './commands.ts';
import { PACE } from './pace.ts';
import type { Pace } from './pace.ts';

/**
 * Runs conformance tests by Sonobuoy in a namespace of the run's own. Its exit codes are no results: 0 also when tests failed, 1 also at a
 * hiccup of the network (vmware-tanzu/sonobuoy, cmd/sonobuoy/app). So it is started without `--wait`, asked for its status, and its
 * tarball is checked against what the aggregator says of it and read.
 */
export function sonobuoyRunner(where: Where, pace: Pace = PACE): Runner<SonobuoySpec> {
  return {
    name: 'sonobuoy',
    async check(spec) {
      await findProgram('sonobuoy', spec.program, where);
      for (const path of filesOf(spec, where.cwd))
        await access(path).catch(() => {
          throw new TroikaError('usage', `${spec.name}: ${path} is not there`, {
            hint: 'Paths of plugins, testRegistries and dockerConfig are meant from where Troika was started.',
          });
        });
    },
    async run(spec, subject, context, only) {
      const begun = context.clock.monotonic();
      await mkdir(context.folder, { recursive: true });
      const told = await inItsNamespace(spec, subject, context, only, where, pace);
      return { ...told, seconds: (context.clock.monotonic() - begun) / 1000 };
    },
  };
}

async function inItsNamespace(
  spec: SonobuoySpec,
  { kubeconfig, cluster, context: kubeContext }: Subject,
  context: SuiteContext,
  only: readonly string[] | undefined,
  where: Where,
  pace: Pace,
): Promise<Omit<Told, 'seconds'>> {
  if (kubeconfig === undefined) return { ...neverStarted('there is no kubeconfig of this cluster', only), files: [] };
  const program = await findProgram('sonobuoy', spec.program, where).catch(says);
  const files: string[] = [];
  const run: Run = {
    spec,
    // A number at the end would be taken for the namespace of a test (isOfTest).
    place: { kubeconfig, context: kubeContext, namespace: `sonobuoy-${cluster}-r${randomBytes(2).toString('hex')}` },
    sonobuoy: sonobuoyCommands(program, where.env, context),
    where,
    pace,
    only,
    context: { ...context, cluster },
    until: context.clock.monotonic() + spec.timeoutSeconds * 1000,
    files,
  };
  let outcome;
  let left;
  try {
    outcome = await carryOut(run);
  } finally {
    left = saysOfLeft(await clean(run, outcome?.ended.how === 'completed'));
  }
  if (left === undefined) return { ...outcome, files };
  return { ...outcome, ended: { ...outcome.ended, says: `${outcome.ended.says}; ${left}` }, files };
}
