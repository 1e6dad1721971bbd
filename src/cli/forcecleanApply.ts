import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import { SETTLE_MS } from './cleaningOptions.ts';
import type { Exit } from './exit.ts';
import { cloudOption, runsOption } from './options.ts';

interface Options {
  plan: string;
  cloud: string | undefined;
  runs: string;
  json: boolean;
}

export function forcecleanApplyCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'apply <plan>',
    describe: 'Remove what a plan file names, and nothing else. Refuses a plan that is stale or was changed.',
    builder: (cli) =>
      cli
        .positional('plan', {
          type: 'string',
          demandOption: true,
          describe: 'A file that troika forceclean -o has written.',
        })
        .option('cloud', { ...cloudOption, describe: "Name of the cloud in clouds.yaml; the plan's by default." })
        .option('runs', runsOption)
        .option('json', { type: 'boolean', default: false, describe: 'Print the result as JSON.' })
        .example('$0 forceclean apply plan.json', 'Do what was read in plan.json, within 15 minutes of its making.'),
    handler: async ({ plan, cloud, runs, json }) => {
      const { forcecleanApply } = await import('../runner/forcecleanApply.ts');
      exit(await forcecleanApply({ file: plan, cloud, runs, json, demand: 'none', settleMs: SETTLE_MS }, tools));
    },
  };
}
