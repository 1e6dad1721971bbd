import { forbiddenBy } from '../forceclean/beforehand.ts';
import { lookAhead, recently, type LookTools } from '../forceclean/clean.ts';
import { harmed } from '../forceclean/harm.ts';
import { createPlaces } from '../forceclean/pace.ts';
import { openJournal, type Journal } from '../io/journal.ts';
import type { LogFile } from '../io/logFile.ts';
import type { Quotas } from '../model/demand.ts';
import type { CleanPlan } from '../model/plan.ts';
import { exitCode, worst, type Finding, type Verdict } from '../model/verdict.ts';
import { knownQuotas } from '../openstack/quota.ts';
import type { Session } from '../openstack/session.ts';
import { columnsOf } from '../report/screen.ts';
import { cleanOne } from './forcecleanOne.ts';
import { reliefTools } from './forcecleanRelief.ts';
import { forcecleanReport, type Told } from './forcecleanReport.ts';
import type { Removing } from './forcecleanRequest.ts';
import { removedText } from './forcecleanText.ts';
import { findingOf, stopped } from './judge.ts';
import { finisher } from './leases/finish.ts';
import { silencer } from './leases/silence.ts';
import { atHand } from './managementOf.ts';
import { refuseHeld } from './leases/relieve.ts';
import { watchLive } from './output.ts';
import type { Scope } from './scope.ts';
import type { Tools } from './tools.ts';

/** What became of what was to be removed. */
export interface Removed extends Told {
  readonly verdict: Verdict;
}

/** Removes what each request of the scope is about, and says what became of it. @returns the exit code */
export async function removeAll(
  request: Removing,
  scope: Scope,
  looking: LookTools,
  requests: LogFile,
  tools: Tools,
): Promise<number> {
  const removed = await removeScope(request, scope, looking, requests, tools);
  tools.stdout.write(
    request.json
      ? `${JSON.stringify(forcecleanReport(removed), null, 2)}\n`
      : `${removedText(removed, columnsOf(tools.stdout))}\n`,
  );
  return exitCode(removed.verdict);
}

/** Removes what each request of the scope is about, and writes everything down in the scope's directory. */
export async function removeScope(
  request: Removing,
  scope: Scope,
  looking: LookTools,
  requests: LogFile,
  tools: Tools,
): Promise<Removed> {
  const { directory } = scope;
  const { session, lister } = looking;
  const relief = await reliefTools(request, recently(looking), tools);
  if (scope.recorded !== undefined && scope.dead) {
    const clusters = scope.requests.map((one) => one.cluster);
    await refuseHeld(clusters, relief, tools.interrupts.work);
  }
  const watching = watchLive(request.json, tools);
  const journal = await openJournal(directory.journal, { ...tools, watch: (event) => watching.on(event) });
  requests.open(directory.requests);
  const context = { ...looking.context, journal };
  const controllers = {
    kubeconfigs: atHand(scope.recorded?.kubeconfigs ?? [], tools),
    contextOf: (cluster: string, signal: AbortSignal) => ({
      ...context,
      signal,
      // What is done to controllers is in no plan of what goes in the cloud.
      session: relief.session,
      cluster,
      folder: directory.cluster(cluster),
      env: tools.env,
      retained: scope.requests.some((one) => one.retained === true),
    }),
  };
  const begunAt = tools.clock.monotonic();
  const before = await usage(request, session, tools);
  lookAhead(looking);
  const places = createPlaces(tools.clock);
  const endangered = new Map<string, ReadonlySet<string>>();
  const plans: CleanPlan[] = [];
  const results = await Promise.all(
    scope.requests.map(async (one) => ({
      cluster: one.cluster,
      ...(await cleanOne(
        scope.dead ? { ...one, settleMs: request.settleMs } : one,
        request.ended === true || !scope.dead,
        { ...relief, silence: silencer(controllers), finish: finisher(controllers) },
        {
          session,
          directory,
          context,
          lister,
          places,
          planned(plan, dangers) {
            endangered.set(plan.sha256, dangers);
            for (const why of plans.some((one) => isOf(one, plan)) ? [] : forbiddenBy(plan))
              tools.stderr.write(`${why}\n`);
            plans.push(plan);
          },
        },
      )),
    })),
  );
  const found = [...results.flatMap((result) => result.findings), ...harmed(session.log, plans, endangered)];
  const told = found.some((one) => one.verdict === 'interrupted');
  const findings = await writtenDown([...found, ...(told ? [] : stopped(tools.interrupts.work))], journal);
  await journal.close();
  await requests.close();
  await watching.end();
  const clusters = results.map(({ cluster, cleaned }) => ({ cluster, ...(cleaned === undefined ? {} : { cleaned }) }));
  return {
    cloud: session.cloud,
    projectId: session.projectId,
    directory: directory.path,
    findings,
    verdict: worst(findings),
    clusters,
    quotas: { before, after: await usage(request, session, tools) },
    log: session.log,
    seconds: (tools.clock.monotonic() - begunAt) / 1000,
  };
}

/** Writes the findings down. That the journal cannot be written any more is one itself. */
async function writtenDown(findings: readonly Finding[], journal: Journal): Promise<readonly Finding[]> {
  try {
    for (const finding of findings) await journal.write({ type: 'finding', finding });
    return findings;
  } catch (error) {
    const broken = findingOf(error);
    return findings.some((one) => one.why === broken.why) ? findings : [...findings, broken];
  }
}

/** What is used of each quota, for the report in JSON alone: asking takes the services as long as a few deletions. */
async function usage({ json }: Removing, session: Session, { interrupts }: Tools): Promise<Partial<Quotas>> {
  if (!json || interrupts.work.aborted) return {};
  return (await knownQuotas(session, interrupts.work).catch(() => ({ known: {} }))).known;
}

function isOf(one: CleanPlan, other: CleanPlan): boolean {
  return one.clusters.join() === other.clusters.join();
}
