import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { cloudOption } from './options.ts';

interface Options {
  folder: string;
  file: string;
  cloud: string | undefined;
  'max-wait': string | undefined;
}

export function zuulStartCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'start <folder> [file]',
    describe: 'Start the run of a build so that it outlives the task that starts it.',
    builder: (cli) =>
      cli
        .positional('folder', { type: 'string', demandOption: true, describe: 'The folder of the build.' })
        .positional('file', { type: 'string', default: 'troika.yaml', describe: 'What to run.' })
        .option('cloud', cloudOption)
        .option('max-wait', {
          type: 'string',
          requiresArg: true,
          describe: 'How long a cluster waits for a slot and for quota at most, such as 30m.',
        })
        .example('$0 zuul start ~/troika/0a1b…', 'Start it; then follow it with zuul watch.'),
    handler: async ({ folder, file, cloud, ...options }) => {
      const { zuulStart } = await import('../runner/zuulStart.ts');
      exit(await zuulStart({ folder, file, cloud, maxWait: options['max-wait'] }, tools));
    },
  };
}
