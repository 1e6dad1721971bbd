import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { runsOption } from './options.ts';

interface Options {
  earlier: string;
  later: string;
  runs: string;
  json: boolean;
}

export function compareCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'compare <earlier> <later>',
    describe: 'Tell what became of each test between two runs: new failures, what is missing, what is fixed.',
    builder: (cli) =>
      cli
        .positional('earlier', {
          type: 'string',
          demandOption: true,
          describe: 'The result.json, the directory or the id of a run, such as the one of last night.',
        })
        .positional('later', { type: 'string', demandOption: true, describe: 'The same of the run that is judged.' })
        .option('runs', runsOption)
        .option('json', { type: 'boolean', default: false, describe: 'Print the comparison as JSON.' })
        .example('$0 compare abcdefgh2 jklmnopq3', 'Two runs of this folder.')
        .example(
          '$0 compare last-night/result.json result.json',
          'Two files. Exit code 1: new failures; 3: no result.',
        ),
    handler: async (options) => {
      const { compareRuns } = await import('../runner/compare.ts');
      exit(await compareRuns(options, tools));
    },
  };
}
