import { resolve } from 'node:path';
import { DEFAULT_TTL_SECONDS } from '../admission/times.ts';
import { forbiddenBy } from '../forceclean/beforehand.ts';
import { planNow } from '../forceclean/clean.ts';
import type { ClaimPolicy } from '../forceclean/stay.ts';
import { planText } from '../forceclean/render.ts';
import { createLogFile } from '../io/logFile.ts';
import { createSteady } from '../io/steady.ts';
import { says, TroikaError } from '../model/error.ts';
import type { CleanPlan } from '../model/plan.ts';
import { exitCode, worst, type Verdict } from '../model/verdict.ts';
import { createLister } from '../openstack/lister.ts';
import type { Session } from '../openstack/session.ts';
import { volumesText } from '../report/volumesText.ts';
import { cleanInput, type CleanRequest } from './cleanCluster.ts';
import { connectForRemoval } from './connectCloud.ts';
import { forcecleanReport } from './forcecleanReport.ts';
import { cleaningContext, removeAll, type Removing } from './forcecleanRemove.ts';
import { bookTools } from './leases/parts.ts';
import { refusals } from './leases/relieve.ts';
import { withNeighbours } from './neighbours.ts';
import { savePlan } from './planFile.ts';
import { scopeOfNames, scopeOfRun, type Scope } from './scope.ts';
import type { Tools } from './tools.ts';

export interface ForcecleanRequest extends Removing, ClaimPolicy {
  readonly run: string | undefined;
  readonly clusters: readonly string[];
  readonly runs: string;
  readonly yes: boolean;
  /** Where to keep the plan, for `forceclean apply`. */
  readonly output?: string | undefined;
}

/** The use case of `troika forceclean`: the plan, or with `yes` its application. @returns the exit code */
export async function forceclean(request: ForcecleanRequest, outside: Tools): Promise<number> {
  const requests = createLogFile(outside.redactor);
  const tools = { ...outside, log: requests.log };
  const { run, clusters, runs } = request;
  const scope =
    run === undefined
      ? scopeOfNames(clusters, runs, request, tools.cwd, tools.clock.now())
      : await scopeOfRun(run, runs, request, tools.cwd);
  if (scope.requests.length === 0) {
    tools.stdout.write(`${nothingText(request, scope)}\n`);
    return 0;
  }
  const cloud = request.cloud ?? scope.recorded?.cloud;
  const [session, bookSession] = await connectForRemoval(tools, cloud, request.yes);
  refuseOtherProject(session, scope);
  const informed = await inform(scope, runs, session, tools);
  return request.yes
    ? removeAll({ ...request, cloud, bookSession }, informed, session, requests, tools)
    : show({ ...request, cloud }, informed, session, tools);
}

/** What there is to say of a run that made nothing; no cloud is asked for that. */
function nothingText({ json, yes, cloud }: ForcecleanRequest, { directory, recorded }: Scope): string {
  if (!json) return 'No cluster of this run ever asked for a slot: it made nothing.';
  if (!yes) return '{"refusals":[],"plans":[]}';
  const nothing = { findings: [], clusters: [], quotas: { before: {}, after: {} }, log: [], seconds: 0 };
  const where = { cloud: recorded?.cloud ?? cloud ?? '', projectId: recorded?.projectId ?? '' };
  return JSON.stringify(forcecleanReport({ ...where, directory: directory.path, ...nothing }), null, 2);
}

/** The scope with what is known of everybody else in the project; what cannot be known is said. */
export async function inform(scope: Scope, runs: string, session: Session, tools: Tools): Promise<Scope> {
  const where = { runs: resolve(tools.cwd, runs), own: scope.directory.path, signal: tools.interrupts.work };
  const { found, unheard, remembered } = await withNeighbours(scope.requests, { session, ...where });
  const requests = remembered ? found : found.map(asForgotten);
  const forgotten = requests.some((one, index) => one !== found[index]);
  tools.stderr.write([...unheard, ...(forgotten ? [FORGOTTEN] : [])].map((one) => `${one}\n`).join(''));
  return { ...scope, requests };
}

const FORGOTTEN =
  'A volume behind a claim may have been handed over, so all of these are reported. To remove them: --pvc delete';

/** Where nobody knows what was handed over, a volume that may have been is reported, unless somebody asked for it. */
function asForgotten(request: CleanRequest): CleanRequest {
  return request.pvc === undefined && request.only === undefined ? { ...request, pvc: 'report' } : request;
}

/** A journal of one project says nothing about another: a wrong OS_CLOUD must not clean by it. */
export function refuseOtherProject(session: Session, { recorded }: Scope): void {
  if (recorded === undefined || recorded.projectId === session.projectId) return;
  throw new TroikaError(
    'refused',
    `the run was in project ${recorded.projectId}, this credential is for ${session.projectId}`,
    {
      hint: `Use the credential of the run's project (cloud ${recorded.cloud}).`,
    },
  );
}

/** Plans for people, with the table of the volumes of all. */
export function plansText(plans: readonly CleanPlan[]): string {
  const volumes = volumesText(plans.map((plan) => ({ volumes: plan.volumes, at: plan.madeAt })));
  return [plans.map(planText).join('\n\n'), ...volumes].join('\n');
}

/**
 * What `--yes` would be refused for, by the lease book; that it cannot be read is one reason. A dry run writes nothing there.
 * @throws the signal's reason
 */
async function refusalsNow(
  { demand, cloud }: ForcecleanRequest,
  scope: Scope,
  session: Session,
  tools: Tools,
): Promise<readonly TroikaError[]> {
  const clusters = scope.requests.map((one) => one.cluster);
  const book = bookTools(session, tools.clock, createSteady(), DEFAULT_TTL_SECONDS);
  const { work } = tools.interrupts;
  return refusals(clusters, { ended: !scope.dead, demand, cloud }, book, work).catch((error: unknown) => {
    work.throwIfAborted();
    if (error instanceof TroikaError && error.verdict === 'refused') return [error];
    const why = `whether anybody holds ${clusters.join(', ')} is not known: the lease book cannot be read (${says(error)})`;
    return [
      new TroikaError('unknown', why, { hint: 'Look again when the service answers; until then nothing may go.' }),
    ];
  });
}

/** What plans alone mean for the verdict. */
export function plansVerdict(plans: readonly CleanPlan[]): Verdict {
  if (plans.some((plan) => plan.unknown.length > 0)) return 'unknown';
  return plans.some((plan) => forbiddenBy(plan).length > 0) ? 'unauthorised' : 'passed';
}

async function show(request: ForcecleanRequest, scope: Scope, session: Session, tools: Tools): Promise<number> {
  const context = cleaningContext(tools);
  const looking = { session, context, lister: createLister(session, tools.clock, context.signal) };
  const [plans, refused] = await Promise.all([
    Promise.all(scope.requests.map((one) => planNow(cleanInput(one), looking))),
    refusalsNow(request, scope, session, tools),
  ]);
  const { output } = request;
  const file = output === undefined ? undefined : resolve(tools.cwd, output);
  if (file !== undefined) await savePlan(file, plans, request, scope, session, tools);
  if (request.json) {
    const told = refused.map(({ verdict, message, hint }) => ({ verdict, why: message, hint: hint ?? null }));
    tools.stdout.write(`${JSON.stringify({ refusals: told, plans }, null, 2)}\n`);
  } else {
    const kept = file === undefined ? [] : [`The plan is kept in ${file}`];
    const parts = [...refused.map(refusalText), plansText(plans), ...kept, todoText(plans, refused, output)];
    tools.stdout.write(`${parts.join('\n')}\n`);
  }
  const verdicts = [plansVerdict(plans), ...refused.map((one) => one.verdict)];
  return exitCode(worst(verdicts.map((verdict) => ({ verdict, why: '' }))));
}

function refusalText({ message, hint }: TroikaError): string {
  return `--yes would be refused: ${message}.${hint === undefined ? '' : `\n  ${hint}`}`;
}

function todoText(plans: readonly CleanPlan[], refused: readonly TroikaError[], output: string | undefined): string {
  if (!plans.some((plan) => plan.steps.length > 0)) return 'There is nothing to do.';
  if (refused.length > 0) return 'Nothing was deleted, and the first lines say why --yes would be refused.';
  const apply = output === undefined ? 'Add --yes to apply this.' : `Apply it with: troika forceclean apply ${output}`;
  return `Nothing was deleted. ${apply}`;
}
