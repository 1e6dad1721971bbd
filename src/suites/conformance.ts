import { join, relative, resolve } from 'node:path';
import type { ConformanceSpec } from '../config/conformanceFields.ts';
import { says } from '../model/error.ts';
import type { TestCase } from '../model/result.ts';
import { judgeConformance } from './judgeConformance.ts';
import { toRunAgain } from './judgeRerun.ts';
import { lostNodes, saysServers } from './judgeServers.ts';
import type { KnownAt } from './known.ts';
import { observe } from './observe.ts';
import type { Observed } from './observed.ts';
import { readAllKnown } from './readKnown.ts';
import type { Runner, Told } from './runner.ts';
import type { Subject, Suite, SuiteContext } from './suite.ts';
import type { Sentence } from './trial.ts';

/** What a suite of conformance tests has of the outside world. */
export interface ConformanceTools {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where Troika was started: paths of the configuration are meant from there. */
  readonly cwd: string;
}

/**
 * Makes a suite of a runner: watches the cluster while it works, runs what failed once more where that is wanted, and judges all of it,
 * the same for all runners (judgeConformance.ts). A rerun has a folder of its own below the suite's: `rerun-1`.
 */
export function conformanceSuite<Spec extends ConformanceSpec>(
  runner: Runner<Spec>,
  tools: ConformanceTools,
): Suite<Spec> {
  return {
    name: runner.name,
    async check(spec) {
      await readAllKnown(spec.known, tools.cwd);
      await runner.check(spec);
    },
    async run(spec, subject, context) {
      const { clock } = context;
      const known = await readAllKnown(spec.known, tools.cwd);
      const begun = clock.monotonic();
      const watch = await observe(subject, context, tools.env);
      const today = clock.now().toISOString().slice(0, 10);
      const at = { known, suite: spec.name, cluster: subject.label, kubernetes: watch.kubernetes, today };
      let attempts: readonly Told[];
      let observed: Observed;
      try {
        attempts = await runAll(runner, spec, subject, context, at);
      } finally {
        observed = await watch.end();
      }
      const [first, ...reruns] = attempts;
      if (first === undefined) throw new Error('a suite runs once at least');
      const offsetMinutes = -clock.now().getTimezoneOffset();
      const judged = judgeConformance({ first, reruns, observed, known: at, offsetMinutes });
      const servers = judged.state === 'passed' ? [] : await serversBehind(lostNodes(observed), subject);
      const evidence = [...(judged.evidence ?? []), ...servers];
      const run = resolve(context.folder, '../../../..');
      return {
        suite: spec.name,
        ...cleaned({ ...judged, evidence }, run, context),
        seconds: (clock.monotonic() - begun) / 1000,
        files: attempts.flatMap(({ files }) => files).map((file) => relative(run, file)),
      };
    },
  };
}

async function runAll<Spec extends ConformanceSpec>(
  runner: Runner<Spec>,
  spec: Spec,
  subject: Subject,
  context: SuiteContext,
  known: KnownAt,
): Promise<readonly Told[]> {
  const attempts = [await runner.run(spec, subject, context)];
  for (let round = 1; round <= spec.rerun && !context.signal.aborted; round += 1) {
    const only = toRunAgain(attempts, known);
    if (only.length === 0) break;
    const folder = join(context.folder, `rerun-${round}`);
    attempts.push(await runner.run(spec, subject, { ...context, folder }, only));
  }
  return attempts;
}

/** What the cloud says of the machines of nodes that were lost: asked for once, when there are any. */
async function serversBehind(nodes: readonly string[], subject: Subject): Promise<readonly string[]> {
  if (nodes.length === 0) return [];
  try {
    return saysServers(nodes, await subject.inventory());
  } catch (error) {
    return [`the servers of the lost nodes could not be listed: ${says(error)}`];
  }
}

/** Longest message of a test that is kept; the report itself has the rest. */
const LONGEST_MESSAGE = 4000;

/** Without secrets, without endless messages, and with paths from the run directory. */
function cleaned(judged: Sentence, run: string, { redactor }: SuiteContext): Sentence {
  const clean = (text: string): string => redactor.redact(text);
  const cases = judged.cases.map(({ name, message, log, ...rest }): TestCase => ({
    ...rest,
    name: clean(name),
    ...(message === undefined ? {} : { message: clean(message).slice(0, LONGEST_MESSAGE) }),
    ...(log === undefined ? {} : { log: relative(run, resolve(run, log)) }),
  }));
  const evidence = (judged.evidence ?? []).map(clean);
  return { ...judged, says: clean(judged.says), cases, evidence };
}
