import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { cloudOption } from './options.ts';

interface Options {
  cloud: string | undefined;
  json: boolean;
}

export function leaseListCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'list',
    describe: 'Who holds a slot, who waits, who is dead. The first part of troika status.',
    builder: (cli) =>
      cli
        .option('cloud', cloudOption)
        .option('json', { type: 'boolean', default: false, describe: 'Print it as JSON.' })
        .example('$0 lease list', 'Who is before us?'),
    handler: async (options) => {
      const { leaseList } = await import('../runner/leaseCommands.ts');
      exit(await leaseList(options, tools));
    },
  };
}
