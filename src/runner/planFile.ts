import { readFile } from 'node:fs/promises';
import { readPlanFile, sealed, type PlanFile } from '../forceclean/planFile.ts';
import type { ClaimPolicy } from '../forceclean/claims.ts';
import { codeOf, writeWhole } from '../io/files.ts';
import { TroikaError } from '../model/error.ts';
import type { CleanPlan } from '../model/plan.ts';
import { shellWord, toType } from '../model/toType.ts';
import type { Session } from '../openstack/session.ts';
import type { Scope } from './scope.ts';
import type { Tools } from './tools.ts';

/** Keeps plans for `forceclean apply`, whole or not at all. @throws TroikaError usage when the file cannot be written */
export async function savePlan(
  path: string,
  plans: readonly CleanPlan[],
  { pvc, retained }: ClaimPolicy,
  scope: Scope,
  session: Session,
  tools: Tools,
): Promise<void> {
  const [first] = plans;
  if (first === undefined) return;
  const expiries = plans.map((plan) => plan.expiresAt).sort();
  const file = sealed({
    version: 1,
    troika: tools.version,
    cloud: session.cloud,
    projectId: session.projectId,
    run: scope.recorded === undefined ? null : scope.directory.path,
    pvc: pvc ?? null,
    retained: retained === true,
    madeAt: first.madeAt,
    expiresAt: expiries[0] ?? first.expiresAt,
    plans: [...plans],
  });
  await writeWhole(path, `${JSON.stringify(file, null, 1)}\n`).catch((error: unknown) => {
    throw new TroikaError('usage', `cannot write ${path}: ${codeOf(error)}`, { hint: 'Name another file after -o.' });
  });
}

/**
 * Reads a plan and holds it against the session that is to apply it.
 * @throws TroikaError usage when there is no such file; refused when it is not as Troika wrote it, of another project, or stale
 */
export async function loadPlan(path: string): Promise<PlanFile> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new TroikaError('usage', `cannot read ${path}: ${codeOf(error)}`, { hint: `Make one with: ${MAKE}` });
  });
  const read = readPlanFile(content);
  if ('wrong' in read)
    throw new TroikaError('refused', `${path} ${read.wrong}`, { hint: `Make it anew with: ${MAKE}` });
  return read;
}

/** @throws TroikaError refused */
export function refuseUnfit(path: string, file: PlanFile, session: Session, runs: string): void {
  const command = `${commandFor(file)} -o ${shellWord(path)}`;
  const again = { hint: `Make a new one: ${toType(command, { cloud: session.named, runs })}` };
  if (file.projectId !== session.projectId) {
    const why = `the plan is for project ${file.projectId}, this credential is for ${session.projectId}`;
    throw new TroikaError('refused', why, { hint: `Use the credential of that project (cloud ${file.cloud}).` });
  }
  if (session.now().getTime() >= Date.parse(file.expiresAt))
    throw new TroikaError('refused', `stale plan: it held until ${file.expiresAt} by the cloud's clock`, again);
}

/** What makes a plan like this one. */
function commandFor(file: PlanFile): string {
  const what =
    file.run === null
      ? file.plans.flatMap((plan) => plan.clusters.map((cluster) => `--cluster ${cluster}`)).join(' ')
      : `--run ${shellWord(file.run)}`;
  const pvc = file.pvc === null ? '' : ` --pvc ${file.pvc}`;
  return `forceclean ${what}${pvc}${file.retained ? ' --retained' : ''}`;
}

const MAKE = 'troika forceclean --cluster C -o FILE';
