import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { cloudOption } from './options.ts';

interface Options {
  cloud: string | undefined;
  ttl: string;
  json: boolean;
}

export function initCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'init',
    describe: 'Make the lease book of a project, by which runs share it. The first run does so by itself, too.',
    builder: (cli) =>
      cli
        .option('cloud', cloudOption)
        .option('ttl', {
          type: 'string',
          default: '15m',
          requiresArg: true,
          describe: 'The lease.ttl of the runs to come, the same for all: the book settles for a fifteenth of it.',
        })
        .option('json', { type: 'boolean', default: false, describe: 'Print which book it is as JSON.' })
        .example('$0 init', 'Spares the first run of a project its wait of a minute.'),
    handler: async ({ cloud, ttl, json }) => {
      const { init } = await import('../runner/init.ts');
      const { secondsOf } = await import('./duration.ts');
      exit(await init({ cloud, ttlSeconds: secondsOf('--ttl', ttl), json }, tools));
    },
  };
}
