import { TroikaError } from '../model/error.ts';
import { MANAGEMENT_VARIABLE } from '../model/names.ts';
import type { Tools } from '../runner/tools.ts';
import { cleaningOptions, SETTLE_MS, type CleaningOptions } from './cleaningOptions.ts';
import type { Exit } from './exit.ts';
import { forcecleanApplyCommand } from './forcecleanApply.ts';
import { forcecleanSweepCommand } from './forcecleanSweep.ts';
import { nameOf, type Group } from './group.ts';

interface Options extends CleaningOptions {
  run: string | undefined;
  cluster: string[] | undefined;
  output: string | undefined;
}

/** The command itself, and those below it. Its own options are not theirs. */
export function forcecleanCommand(tools: Tools, exit: Exit): Group<Options> {
  const apply = forcecleanApplyCommand(tools, exit);
  const sweep = forcecleanSweepCommand(tools, exit);
  return {
    command: 'forceclean',
    below: [apply, sweep].map(nameOf),
    describe: 'Remove what one run or cluster left behind, and nothing else. Prints the plan; --yes applies it.',
    builder: (cli) =>
      cleaningOptions(cli)
        .command(apply)
        .command(sweep)
        .option('run', {
          type: 'string',
          requiresArg: true,
          global: false,
          describe: 'A run directory, or the id of a run.',
        })
        .option('cluster', {
          type: 'string',
          array: true,
          requiresArg: true,
          global: false,
          describe: 'The exact name of a cluster; works without any journal.',
        })
        .option('output', {
          alias: 'o',
          type: 'string',
          requiresArg: true,
          global: false,
          describe: 'Keep the plan in this file, for forceclean apply.',
        })
        .example('$0 forceclean --run abcdefghi', 'See what is left of a run, and why it is known to be ours.')
        .example('$0 forceclean --run .troika/runs/abcdefghi --yes', 'Remove it.')
        .example('$0 forceclean --cluster tabcdefghia --yes', 'The same with nothing but the name.')
        .example(
          `${MANAGEMENT_VARIABLE}=management.kubeconfig $0 forceclean --cluster tabcdefghia --yes`,
          'Where it still stands on its management cluster, take it down there first.',
        )
        .example('$0 forceclean --cluster tabcdefghia -o plan.json', 'Keep the plan, to read it and apply it later.'),
    handler: async (options) => {
      if (options.run === undefined && options.cluster === undefined) {
        throw new TroikaError('usage', 'clean what?', {
          hint: 'Name a run (--run DIR or ID) or a cluster (--cluster C).',
        });
      }
      // Not by yargs' conflicts, which would make both options of the commands below.
      if (options.run !== undefined && options.cluster !== undefined) {
        throw new TroikaError('usage', '--run and --cluster are mutually exclusive', {
          hint: 'A run knows its clusters; one of them alone is named with --cluster.',
        });
      }
      if (options.yes && options.output !== undefined) {
        throw new TroikaError('usage', '--yes applies at once, --output keeps the plan for later', {
          hint: 'Give one of them.',
        });
      }
      const { forceclean } = await import('../runner/forceclean.ts');
      const clusters = options.cluster ?? [];
      exit(await forceclean({ ...options, clusters, demand: 'none', settleMs: SETTLE_MS }, tools));
    },
  };
}
