import { TroikaError } from '../model/error.ts';
import { exitCode } from '../model/verdict.ts';
import { folded } from '../report/folded.ts';
import { columnsOf } from '../report/screen.ts';
import type { UpgradeFile } from '../report/upgradeSchema.ts';
import { upgradeText } from '../report/upgradeText.ts';
import { saysRefusal } from '../stacks/refusal.ts';
import { upgradePlan, type UpgradePlan, type UpgradeRequest } from '../stacks/upgrade.ts';
import type { Tools } from './tools.ts';

/**
 * The use case of `troika upgrade plan`: asks no cloud and no cluster. @returns the exit code
 * @throws TroikaError usage for names that cannot be read; refused, unless that is printed as JSON
 */
export function upgrade(request: UpgradeRequest & { readonly json: boolean }, tools: Tools): number {
  const plan = upgradePlan(request);
  const { refusal, notes } = plan;
  if (request.json) {
    const file = fileOf(plan);
    tools.stdout.write(`${JSON.stringify(file, null, 2)}\n`);
    return exitCode(file.verdict);
  }
  if (refusal !== undefined)
    throw new TroikaError('refused', [saysRefusal(refusal), ...notes].join('\n  '), { hint: refusal.hint });
  tools.stdout.write(`${folded(upgradeText(plan), columnsOf(tools.stdout))}\n`);
  return exitCode('passed');
}

function fileOf({ from, to, steps, refusal, notes }: UpgradePlan): UpgradeFile {
  return {
    version: 1,
    from,
    to,
    steps: [...steps],
    refusal: refusal === undefined ? null : { ...refusal, next: refusal.next ?? null },
    notes: [...notes],
    verdict: refusal === undefined ? 'passed' : 'refused',
  };
}
