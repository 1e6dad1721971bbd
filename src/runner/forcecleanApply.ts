import { resolve } from 'node:path';
import { itemsOf } from '../forceclean/beforehand.ts';
import { lookAhead } from '../forceclean/clean.ts';
import type { PlanFile } from '../forceclean/planFile.ts';
import { codeOf, writeWhole } from '../io/files.ts';
import { createLogFile } from '../io/logFile.ts';
import { TroikaError } from '../model/error.ts';
import { lookingAt } from './lookingAt.ts';
import { connectForRemoval } from './connectCloud.ts';
import { inform, refuseOtherProject } from './forceclean.ts';
import { removeAll } from './forcecleanRemove.ts';
import type { Removing } from './forcecleanRequest.ts';
import { loadPlan, refuseUnfit } from './planFile.ts';
import { scopeOfNames, scopeOfRun, type Scope } from './scope.ts';
import type { Tools } from './tools.ts';

export interface ApplyRequest extends Removing {
  readonly file: string;
}

/**
 * The use case of `troika forceclean apply`: what a plan file names is removed, as far as a fresh look still calls it
 * ours, and nothing else. @returns the exit code
 */
export async function forcecleanApply(request: ApplyRequest, outside: Tools): Promise<number> {
  const requests = createLogFile(outside.redactor);
  const tools = { ...outside, log: requests.log };
  const path = resolve(tools.cwd, request.file);
  const file = await loadPlan(path);
  const cloud = request.cloud ?? file.cloud;
  const [session, bookSession] = await connectForRemoval(tools, cloud, true);
  refuseUnfit(request.file, file, session, request.runs);
  const known = await scopeOfPlan(file, request.runs, tools);
  refuseOtherProject(session, known);
  const looking = lookingAt(session, tools);
  lookAhead(looking);
  const scope = asNamed(await inform(known, request.runs, looking, tools));
  const given = `${scope.directory.path}/plans/given.json`;
  await writeWhole(given, `${JSON.stringify(file, null, 1)}\n`).catch((error: unknown) => {
    throw new TroikaError('usage', `cannot write ${given}: ${codeOf(error)}`, {
      hint: 'Nothing was deleted. Let that folder be written to, or name another one (--runs DIR).',
    });
  });
  return removeAll({ ...request, cloud, bookSession }, scope, looking, requests, tools);
}

/** What the plan names is asked for in so many words, though it was handed over before; nothing else of that is. */
function asNamed(scope: Scope): Scope {
  const requests = scope.requests.map((one) => ({
    ...one,
    handedOver: new Set([...(one.handedOver ?? [])].filter((key) => one.only?.has(key) !== true)),
  }));
  return { ...scope, requests };
}

/** Everything that is known about the plan's clusters, and that nothing but its items may go. */
async function scopeOfPlan(file: PlanFile, runs: string, tools: Tools): Promise<Scope> {
  const clusters = file.plans.flatMap((plan) => plan.clusters);
  const policy = { pvc: file.pvc ?? undefined, retained: file.retained };
  const scope =
    file.run === null
      ? scopeOfNames(clusters, runs, policy, tools.cwd, tools.clock.now())
      : await scopeOfRun(file.run, runs, policy, tools.cwd);
  const requests = file.plans.flatMap((plan) => {
    const only = itemsOf(plan);
    return scope.requests.filter((one) => plan.clusters.includes(one.cluster)).map((one) => ({ ...one, only }));
  });
  return { ...scope, requests };
}
