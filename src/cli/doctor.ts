import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { cloudOption, zuulOption } from './options.ts';

interface Options {
  file: string | undefined;
  cloud: string | undefined;
  json: boolean;
  zuul: string | undefined;
}

export function doctorCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'doctor [file]',
    describe: 'Check whether runs can work here: credential, services, quota, lease book, images. Changes nothing.',
    builder: (cli) =>
      cli
        .positional('file', {
          type: 'string',
          describe: 'The configuration whose clusters are checked; without it troika.yaml, if it is there.',
        })
        .option('cloud', cloudOption)
        .option('zuul', zuulOption)
        .option('json', { type: 'boolean', default: false, describe: 'Print the checks as JSON.' })
        .example('$0 doctor --cloud e2e', 'A new cloud: what is missing?')
        .example('$0 doctor nightly.yaml', 'Would this file run?'),
    handler: async (options) => {
      const { doctor } = await import('../runner/doctor.ts');
      exit(await doctor(options, tools));
    },
  };
}
