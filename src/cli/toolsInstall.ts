import type { CommandModule } from 'yargs';
import { PROGRAM_NAMES, type ProgramName } from '../model/programName.ts';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';

interface Options {
  name: ProgramName[] | undefined;
  kubernetes: string | undefined;
}

export function toolsInstallCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'install [name..]',
    describe: 'Compile the programs that suites run, from their published modules, into the cache. Needs Go.',
    builder: (cli) =>
      cli
        .positional('name', {
          type: 'string',
          array: true,
          choices: PROGRAM_NAMES,
          describe: 'Which of them; without it all.',
        })
        .option('kubernetes', {
          type: 'string',
          requiresArg: true,
          describe: 'The version of Kubernetes to be tested, such as v1.34.4; without it the newest that is known.',
        })
        .example('$0 tools install sonobuoy', 'What a sonobuoy suite needs.')
        .example('$0 tools install e2e.test ginkgo --kubernetes v1.34.4', 'What a ginkgo suite needs.'),
    handler: async ({ name = [], kubernetes }) => {
      const { toolsInstall } = await import('../runner/toolsInstall.ts');
      exit(await toolsInstall({ names: name, kubernetes }, tools));
    },
  };
}
