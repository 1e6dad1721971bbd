import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';

interface Options {
  folder: string;
  into: string;
}

export function zuulCollectCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'collect <folder>',
    describe: 'Put the reports of a build, and everything else in one archive, where the job fetches them.',
    builder: (cli) =>
      cli
        .positional('folder', { type: 'string', demandOption: true, describe: 'The folder of the build.' })
        .option('into', {
          type: 'string',
          requiresArg: true,
          demandOption: true,
          describe: 'Where to put them. The folder is made where it is not there.',
        })
        .example('$0 zuul collect ~/troika/0a1b… --into ~/zuul-output/logs/troika', 'In the post playbook.'),
    handler: async ({ folder, into }) => {
      const { zuulCollect } = await import('../runner/zuulCollect.ts');
      exit(await zuulCollect({ folder, into }, tools));
    },
  };
}
