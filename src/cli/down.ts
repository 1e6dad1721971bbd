import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import { cleaningOptions, SETTLE_MS, type CleaningOptions } from './cleaningOptions.ts';
import type { Exit } from './exit.ts';
import { whatArgument } from './options.ts';

interface Options extends CleaningOptions {
  what: string;
}

export function downCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'down <what>',
    describe: 'Remove a run or a cluster that was kept, and give its slots back. Prints the plan; --yes applies it.',
    builder: (cli) =>
      cleaningOptions(cli)
        .positional('what', whatArgument)
        .example('$0 down abcdefghi', 'See what of that run stands, and why it is known to be its.')
        .example('$0 down abcdefghi --yes', 'Remove all its clusters.')
        .example('$0 down tabcdefghia --yes', 'Remove one of them; works without its run directory.'),
    handler: async (options) => {
      const { down } = await import('../runner/down.ts');
      exit(await down({ ...options, settleMs: SETTLE_MS }, tools));
    },
  };
}
