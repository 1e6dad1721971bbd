import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';

interface Options {
  folder: string;
  wait: string;
}

export function zuulWatchCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'watch <folder>',
    describe: 'Print what the run of a build has printed since the last time. Exit code 75: it goes on; else its own.',
    builder: (cli) =>
      cli
        .positional('folder', { type: 'string', demandOption: true, describe: 'The folder of the build.' })
        .option('wait', {
          type: 'string',
          requiresArg: true,
          default: '20s',
          describe: 'How long to wait for its end. A run that nobody watches for a minute stops and cleans up.',
        })
        .example('$0 zuul watch ~/troika/0a1b…', 'Again and again, until the exit code is not 75.'),
    handler: async ({ folder, wait }) => {
      const { zuulWatch } = await import('../runner/zuulWatch.ts');
      const { secondsOf } = await import('./duration.ts');
      exit(await zuulWatch({ folder, waitSeconds: secondsOf('--wait', wait) }, tools));
    },
  };
}
