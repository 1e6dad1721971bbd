import { resolve } from 'node:path';
import { forbiddenBy } from '../forceclean/beforehand.ts';
import { planNow, recently, type LookTools } from '../forceclean/clean.ts';
import { planText } from '../forceclean/render.ts';
import { says, TroikaError } from '../model/error.ts';
import type { CleanPlan } from '../model/plan.ts';
import { shellWord, toType } from '../model/toType.ts';
import { exitCode, worst, type Verdict } from '../model/verdict.ts';
import { folded } from '../report/folded.ts';
import { columnsOf } from '../report/screen.ts';
import { volumesText } from '../report/volumesText.ts';
import { cleanInput } from './cleanCluster.ts';
import type { ForcecleanRequest } from './forcecleanRequest.ts';
import { commandBookTools } from './leases/parts.ts';
import { refusals } from './leases/relieve.ts';
import { standingNow } from './forcecleanStanding.ts';
import { savePlan } from './planFile.ts';
import type { Scope } from './scope.ts';
import type { Tools } from './tools.ts';

/** Plans for people, with the table of the volumes of all. @param columns of the terminal, where there is one */
export function plansText(plans: readonly CleanPlan[], columns: number | undefined): string {
  const looks = plans.map((plan) => ({ volumes: plan.volumes, at: plan.madeAt }));
  const volumes = volumesText(looks, columns);
  return [plans.map(planText).join('\n\n'), ...volumes].join('\n');
}

/**
 * What `--yes` would be refused for, by the lease book; that it cannot be read is one reason. A dry run writes nothing there.
 * @throws the signal's reason
 */
async function refusalsNow(
  { demand, runs }: ForcecleanRequest,
  scope: Scope,
  looking: LookTools,
  tools: Tools,
): Promise<readonly TroikaError[]> {
  const { session } = looking;
  const clusters = scope.requests.map((one) => one.cluster);
  const book = commandBookTools(session, tools.clock, recently(looking));
  const { work } = tools.interrupts;
  return refusals(clusters, { ended: !scope.dead, demand, cloud: session.named, runs }, book, work).catch(
    (error: unknown) => {
      work.throwIfAborted();
      if (error instanceof TroikaError && error.verdict === 'refused') return [error];
      const why = `whether anybody holds ${clusters.join(', ')} is not known: the lease book cannot be read (${says(error)})`;
      return [
        new TroikaError('unknown', why, { hint: 'Look again when the service answers; until then nothing may go.' }),
      ];
    },
  );
}

/** What plans alone mean for the verdict. */
export function plansVerdict(plans: readonly CleanPlan[]): Verdict {
  if (plans.some((plan) => plan.unknown.length > 0)) return 'unknown';
  return plans.some((plan) => forbiddenBy(plan).length > 0) ? 'unauthorised' : 'passed';
}

/** The dry run: what would go, what stays, and what `--yes` would be refused for. @returns the exit code */
export async function show(
  request: ForcecleanRequest,
  scope: Scope,
  looking: LookTools,
  tools: Tools,
): Promise<number> {
  const { session } = looking;
  const [plans, refused, standing] = await Promise.all([
    Promise.all(scope.requests.map((one) => planNow(cleanInput(one), looking))),
    refusalsNow(request, scope, looking, tools),
    standingNow(scope, looking, tools),
  ]);
  const { output } = request;
  const file = output === undefined ? undefined : resolve(tools.cwd, output);
  if (file !== undefined) await savePlan(file, plans, request, scope, session, tools);
  if (request.json) {
    const told = refused.map(({ verdict, message, hint }) => ({ verdict, why: message, hint: hint ?? null }));
    tools.stdout.write(`${JSON.stringify({ refusals: told, plans }, null, 2)}\n`);
  } else {
    const kept = file === undefined ? [] : [`The plan is kept in ${file}`];
    const columns = columnsOf(tools.stdout);
    const planned = plansText(plans, columns);
    const todo = todoText(standing.at.length > 0, plans, refused, request);
    const parts = [...refused.map(refusalText), ...standing.at, ...standing.unasked, planned, ...kept, todo];
    tools.stdout.write(`${folded(parts.join('\n'), columns)}\n`);
  }
  const verdicts = [plansVerdict(plans), ...refused.map((one) => one.verdict)];
  return exitCode(worst(verdicts.map((verdict) => ({ verdict, why: '' }))));
}

function refusalText({ message, hint }: TroikaError): string {
  return `--yes would be refused: ${message}.${hint === undefined ? '' : `\n  ${hint}`}`;
}

function todoText(
  stands: boolean,
  plans: readonly CleanPlan[],
  refused: readonly TroikaError[],
  { output, runs }: ForcecleanRequest,
): string {
  if (!stands && !plans.some((plan) => plan.steps.length > 0)) return 'There is nothing to do.';
  if (refused.length > 0) return 'Nothing was deleted, and the first lines say why --yes would be refused.';
  if (output === undefined) return 'Nothing was deleted. Add --yes to apply this.';
  // The file tells its cloud.
  return `Nothing was deleted. Apply it with: ${toType(`forceclean apply ${shellWord(output)}`, { runs })}`;
}
