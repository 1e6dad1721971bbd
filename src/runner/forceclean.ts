import { resolve } from 'node:path';
import { forbiddenBy } from '../forceclean/beforehand.ts';
import { planNow } from '../forceclean/clean.ts';
import type { ClaimPolicy } from '../forceclean/stay.ts';
import { planText } from '../forceclean/render.ts';
import { createLogFile } from '../io/logFile.ts';
import { TroikaError } from '../model/error.ts';
import type { CleanPlan } from '../model/plan.ts';
import { exitCode, type Verdict } from '../model/verdict.ts';
import { createLister } from '../openstack/lister.ts';
import type { Session } from '../openstack/session.ts';
import { volumesText } from '../report/volumesText.ts';
import { cleanInput } from './cleanCluster.ts';
import { connectForRemoval } from './connectCloud.ts';
import { cleaningContext, removeAll, type Removing } from './forcecleanRemove.ts';
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
    tools.stdout.write(
      request.json ? '{"plans":[]}\n' : 'No cluster of this run ever asked for a slot: it made nothing.\n',
    );
    return 0;
  }
  const cloud = request.cloud ?? scope.recorded?.cloud;
  const [session, bookSession] = await connectForRemoval(tools, cloud, request.yes);
  refuseOtherProject(session, scope);
  const informed = await inform(scope, runs, session, tools);
  return request.yes
    ? removeAll({ ...request, cloud, bookSession }, informed, session, requests, tools)
    : show(request, informed, session, tools);
}

/** The scope with what is known of everybody else in the project; what cannot be known is said. */
export async function inform(scope: Scope, runs: string, session: Session, tools: Tools): Promise<Scope> {
  const where = { runs: resolve(tools.cwd, runs), own: scope.directory.path, signal: tools.interrupts.work };
  const { found, unheard } = await withNeighbours(scope.requests, { session, ...where });
  tools.stderr.write(unheard.map((one) => `${one}\n`).join(''));
  return { ...scope, requests: found };
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

/** What plans alone mean for the verdict. */
export function plansVerdict(plans: readonly CleanPlan[]): Verdict {
  if (plans.some((plan) => plan.unknown.length > 0)) return 'unknown';
  return plans.some((plan) => forbiddenBy(plan).length > 0) ? 'unauthorised' : 'passed';
}

async function show(request: ForcecleanRequest, scope: Scope, session: Session, tools: Tools): Promise<number> {
  const context = cleaningContext(tools);
  const looking = { session, context, lister: createLister(session, tools.clock, context.signal) };
  const plans = await Promise.all(scope.requests.map((one) => planNow(cleanInput(one), looking)));
  const { output } = request;
  const file = output === undefined ? undefined : resolve(tools.cwd, output);
  if (file !== undefined) await savePlan(file, plans, request, scope, session, tools);
  if (request.json) tools.stdout.write(`${JSON.stringify({ plans }, null, 2)}\n`);
  else {
    const apply = file === undefined ? 'Add --yes to apply this.' : `Apply it with: troika forceclean apply ${output}`;
    const todo = plans.some((plan) => plan.steps.length > 0)
      ? `Nothing was deleted. ${apply}`
      : 'There is nothing to do.';
    const kept = file === undefined ? [] : [`The plan is kept in ${file}`];
    tools.stdout.write(`${[plansText(plans), ...kept, todo].join('\n')}\n`);
  }
  return exitCode(plansVerdict(plans));
}
