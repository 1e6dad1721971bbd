import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';

interface Options {
  json: boolean;
}

export function toolsListCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'list',
    describe: 'Print the programs that suites run, their versions, and which of them are installed.',
    builder: (cli) =>
      cli
        .option('json', { type: 'boolean', default: false, describe: 'Print it as JSON.' })
        .example('$0 tools list', 'What is here, and what is missing?'),
    handler: async ({ json }) => {
      const { toolsList } = await import('../runner/toolsList.ts');
      exit(await toolsList({ json }, tools));
    },
  };
}
