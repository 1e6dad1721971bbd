import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';

interface Options {
  file: string;
  json: boolean;
}

export function lintCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'lint [file]',
    describe: 'Check a configuration and list all its problems. Needs no cloud.',
    builder: (cli) =>
      cli
        .positional('file', { type: 'string', default: 'troika.yaml', describe: 'What to check.' })
        .option('json', { type: 'boolean', default: false, describe: 'Print the problems as JSON.' })
        .example('$0 lint', 'Check troika.yaml.'),
    handler: async (options) => {
      const { lint } = await import('../runner/lint.ts');
      exit(await lint(options, tools));
    },
  };
}
