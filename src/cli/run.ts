import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { cloudOption, zuulOption } from './options.ts';

interface Options {
  file: string;
  cloud: string | undefined;
  keep: boolean;
  'keep-on-failure': boolean;
  for: string;
  'max-wait': string | undefined;
  retained: boolean;
  zuul: string | undefined;
  'dry-run': boolean;
  json: boolean;
}

export function runCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'run [file]',
    describe: 'Bring the clusters of a file up, test them, remove them, prove them gone.',
    builder: (cli) =>
      cli
        .positional('file', { type: 'string', default: 'troika.yaml', describe: 'What to run.' })
        .option('cloud', cloudOption)
        .option('keep', {
          type: 'boolean',
          default: false,
          describe: 'Leave the clusters and their leases, and say how to remove them.',
        })
        .option('keep-on-failure', {
          type: 'boolean',
          default: false,
          describe: 'The same, for clusters with which something went wrong.',
        })
        .option('for', {
          type: 'string',
          default: '4h',
          requiresArg: true,
          describe: 'How long clusters are kept. Then whoever needs the slot removes them.',
        })
        .option('max-wait', {
          type: 'string',
          requiresArg: true,
          describe: 'How long a cluster waits for a slot and for quota at most, such as 30m.',
        })
        .option('retained', {
          type: 'boolean',
          default: false,
          describe: 'Delete also volumes whose reclaim policy is Retain; else they are handed over.',
        })
        .option('zuul', zuulOption)
        .option('dry-run', {
          type: 'boolean',
          default: false,
          describe: 'Say what would be made and what it needs; write nothing to the cloud.',
        })
        .option('json', {
          type: 'boolean',
          default: false,
          describe: 'Print the result as JSON; progress goes to standard error.',
        })
        .example('$0 run', 'Run troika.yaml in the cloud of OS_CLOUD.')
        .example('$0 run nightly.yaml --cloud e2e --json', 'For a pipeline.')
        .example('$0 run --keep --for 8h', 'Work with the clusters afterwards; then: troika down RUN.')
        .example('$0 run --dry-run', 'See names and demand first.'),
    handler: async (options) => {
      const { run } = await import('../runner/run.ts');
      const { secondsOf } = await import('./duration.ts');
      exit(
        await run(
          {
            file: options.file,
            cloud: options.cloud,
            keep: {
              when: options.keep ? 'always' : options['keep-on-failure'] ? 'failed' : 'never',
              seconds: secondsOf('--for', options.for),
            },
            maxWait: options['max-wait'] === undefined ? undefined : secondsOf('--max-wait', options['max-wait']),
            retained: options.retained,
            zuul: options.zuul,
            dryRun: options['dry-run'],
            json: options.json,
          },
          tools,
        ),
      );
    },
  };
}
