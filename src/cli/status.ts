import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { cloudOption } from './options.ts';

interface Options {
  cloud: string | undefined;
  watch: boolean;
  json: boolean;
}

export function statusCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'status',
    describe: 'Show who holds what in the project: slots, quotas, every floating IP, leftovers. Changes nothing.',
    builder: (cli) =>
      cli
        .option('cloud', cloudOption)
        .option('watch', { type: 'boolean', default: false, describe: 'Look again every 10 seconds, until Ctrl-C.' })
        .option('json', {
          type: 'boolean',
          default: false,
          describe: 'Print it as JSON; with --watch, one line for each look.',
        })
        .example('$0 status', 'Who is holding our floating IPs?')
        .example('$0 status --watch', 'Watch a slot become free.')
        .example("$0 status --json | jq '.leftovers[].cluster'", 'Names of clusters that left something.'),
    handler: async (options) => {
      const { status } = await import('../runner/status.ts');
      exit(await status(options, tools));
    },
  };
}
