import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { cloudOption, runsOption, whatArgument } from './options.ts';

interface Options {
  what: string;
  for: string;
  cloud: string | undefined;
  runs: string;
  json: boolean;
}

export function leaseExtendCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'extend <what>',
    describe: 'Keep longer what a run kept.',
    builder: (cli) =>
      cli
        .positional('what', whatArgument)
        .option('for', {
          type: 'string',
          requiresArg: true,
          demandOption: true,
          describe: 'How long from now, such as 4h.',
        })
        .option('cloud', cloudOption)
        .option('runs', runsOption)
        .option('json', { type: 'boolean', default: false, describe: 'Print the new ends as JSON.' })
        .example('$0 lease extend tabcdefghia --for 4h', 'Keep it for four hours from now.'),
    handler: async ({ for: time, ...options }) => {
      const { leaseExtend } = await import('../runner/leaseCommands.ts');
      const { secondsOf } = await import('./duration.ts');
      exit(await leaseExtend({ ...options, seconds: secondsOf('--for', time) }, tools));
    },
  };
}
