import type { CommandModule } from 'yargs';
import { RUNS } from '../model/toType.ts';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';

interface Options {
  run: string;
  runs: string;
  json: boolean;
}

export function reportCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'report <run>',
    describe: "Write a run's reports again, from its journal alone.",
    builder: (cli) =>
      cli
        .positional('run', { type: 'string', demandOption: true, describe: 'A run directory, or the id of a run.' })
        .option('runs', {
          type: 'string',
          requiresArg: true,
          default: RUNS,
          describe: 'Where run directories are.',
        })
        .option('json', { type: 'boolean', default: false, describe: 'Print the result as JSON.' })
        .example('$0 report abcdefghi', 'Write result.json, junit.xml and summary.md, and print the summary.'),
    handler: async (options) => {
      const { report } = await import('../runner/report.ts');
      exit(await report(options, tools));
    },
  };
}
