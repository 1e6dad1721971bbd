import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { zuulOption } from './options.ts';

interface Options {
  file: string;
  job: string[] | undefined;
  json: boolean;
  zuul: string | undefined;
}

export function lintCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'lint [file]',
    describe: 'Check a configuration and list all its problems. Needs no cloud.',
    builder: (cli) =>
      cli
        .positional('file', { type: 'string', default: 'troika.yaml', describe: 'What to check.' })
        .option('job', {
          type: 'string',
          array: true,
          requiresArg: true,
          describe: "A file of Zuul's configuration: do its jobs leave a run the time it needs?",
        })
        .option('zuul', zuulOption)
        .option('json', { type: 'boolean', default: false, describe: 'Print the problems as JSON.' })
        .example('$0 lint', 'Check troika.yaml.')
        .example(
          '$0 lint troika.yaml --job zuul.d/jobs.yaml zuul.d/site.yaml',
          'Check it against the jobs that run it.',
        ),
    handler: async ({ file, job = [], json, zuul }) => {
      const { lint } = await import('../runner/lint.ts');
      exit(await lint({ file, jobs: job, json, zuul }, tools));
    },
  };
}
