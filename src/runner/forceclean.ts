import { resolve } from 'node:path';
import { lookAhead, recently, type LookTools } from '../forceclean/clean.ts';
import { createLogFile } from '../io/logFile.ts';
import { TroikaError } from '../model/error.ts';
import type { Session } from '../openstack/session.ts';
import type { CleanRequest } from './cleanCluster.ts';
import { lookingAt } from './lookingAt.ts';
import { connectForRemoval } from './connectCloud.ts';
import { forcecleanReport } from './forcecleanReport.ts';
import { removeAll } from './forcecleanRemove.ts';
import type { ForcecleanRequest } from './forcecleanRequest.ts';
import { show } from './forcecleanShow.ts';
import { withNeighbours } from './neighbours.ts';
import { scopeOfNames, scopeOfRun, type Scope } from './scope.ts';
import type { Tools } from './tools.ts';

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
  const looking = lookingAt(session, tools);
  lookAhead(looking);
  const informed = await inform(scope, runs, looking, tools);
  return request.yes
    ? removeAll({ ...request, cloud, bookSession }, informed, looking, requests, tools)
    : show({ ...request, cloud }, informed, looking, tools);
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
export async function inform(scope: Scope, runs: string, looking: LookTools, tools: Tools): Promise<Scope> {
  const where = { runs: resolve(tools.cwd, runs), own: scope.directory.path, signal: tools.interrupts.work };
  const { session } = looking;
  const { found, unheard, remembered } = await withNeighbours(scope.requests, {
    session,
    ...where,
    read: recently(looking),
  });
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
