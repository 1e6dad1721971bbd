import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { nameOf, type Group } from './group.ts';
import { upgradePlanCommand } from './upgradePlan.ts';

export function upgradeCommand(tools: Tools, exit: Exit): Group {
  const plan = upgradePlanCommand(tools, exit);
  return {
    command: 'upgrade',
    below: [nameOf(plan)],
    describe: 'See how a cluster gets from one release to another, and whether it may.',
    builder: (cli) => cli.command(plan).demandCommand(1, 'Name a command: plan.'),
    handler: () => undefined,
  };
}
