import type { CommandModule } from 'yargs';
import { TroikaError } from '../model/error.ts';
import type { Tools } from '../runner/tools.ts';
import { cleaningOptions, SETTLE_MS, type CleaningOptions } from './cleaningOptions.ts';
import type { Exit } from './exit.ts';

interface Options extends CleaningOptions {
  run: string | undefined;
  cluster: string[] | undefined;
}

export function forcecleanCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'forceclean',
    describe: 'Remove what one run or cluster left behind, and nothing else. Prints the plan; --yes applies it.',
    builder: (cli) =>
      cleaningOptions(cli)
        .option('run', { type: 'string', requiresArg: true, describe: 'A run directory, or the id of a run.' })
        .option('cluster', {
          type: 'string',
          array: true,
          requiresArg: true,
          describe: 'The exact name of a cluster; works without any journal.',
        })
        .conflicts('run', 'cluster')
        .example('$0 forceclean --run abcdefghi', 'See what is left of a run, and why it is known to be ours.')
        .example('$0 forceclean --run .troika/runs/abcdefghi --yes', 'Remove it.')
        .example('$0 forceclean --cluster tabcdefghia --yes', 'The same with nothing but the name.'),
    handler: async (options) => {
      if (options.run === undefined && options.cluster === undefined) {
        throw new TroikaError('usage', 'clean what?', {
          hint: 'Name a run (--run DIR or ID) or a cluster (--cluster C).',
        });
      }
      const { forceclean } = await import('../runner/forceclean.ts');
      const clusters = options.cluster ?? [];
      exit(await forceclean({ ...options, clusters, demand: 'none', settleMs: SETTLE_MS }, tools));
    },
  };
}
