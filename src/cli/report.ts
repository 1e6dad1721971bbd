import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { runsOption } from './options.ts';

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
        .option('runs', runsOption)
        .option('json', { type: 'boolean', default: false, describe: 'Print the result as JSON.' })
        .example('$0 report abcdefghi', 'Write result.json, junit.xml and summary.md, and print the summary.'),
    handler: async (options) => {
      const { report } = await import('../runner/report.ts');
      exit(await report(options, tools));
    },
  };
}
