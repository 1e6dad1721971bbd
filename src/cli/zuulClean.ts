import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import { SETTLE_MS } from './cleaningOptions.ts';
import type { Exit } from './exit.ts';
import { cloudOption } from './options.ts';

interface Options {
  folder: string;
  cloud: string | undefined;
  others: boolean;
  ended: boolean;
}

export function zuulCleanCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'clean <folder>',
    describe: "End a build's run where it is still alive, and remove everything it left.",
    builder: (cli) =>
      cli
        .positional('folder', { type: 'string', demandOption: true, describe: 'The folder of the build.' })
        .option('cloud', cloudOption)
        .option('others', {
          type: 'boolean',
          default: false,
          describe: 'Do that to all older builds beside it on this machine instead.',
        })
        .option('ended', {
          type: 'boolean',
          default: false,
          describe: 'The run is known to be over: its sandbox is gone, so no lease has to run out.',
        })
        .example('$0 zuul clean ~/troika/0a1b…', 'In the cleanup playbook.')
        .example('$0 zuul clean ~/troika/0a1b… --others', 'At the start of a job, on a node that others had before.'),
    handler: async ({ folder, cloud, others, ended }) => {
      const { zuulClean } = await import('../runner/zuulClean.ts');
      exit(await zuulClean({ folder, cloud, others, ended, settleMs: SETTLE_MS }, tools));
    },
  };
}
