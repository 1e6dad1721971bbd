import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import { cleaningOptions, SETTLE_MS, type CleaningOptions } from './cleaningOptions.ts';
import type { Exit } from './exit.ts';
import { whatArgument } from './options.ts';

interface Options extends CleaningOptions {
  what: string;
}

export function leaseReleaseCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'release <what>',
    describe:
      'Take a lease over from whoever holds it, living or dead, and clean up. Prints the plan; --yes applies it.',
    builder: (cli) =>
      cleaningOptions(cli)
        .positional('what', whatArgument)
        .example('$0 lease release tabcdefghia', 'See who holds it, and what would be removed.')
        .example('$0 lease release tabcdefghia --yes', 'Stop its holder, remove it, free its slot.'),
    handler: async (options) => {
      const { leaseRelease } = await import('../runner/down.ts');
      exit(await leaseRelease({ ...options, settleMs: SETTLE_MS }, tools));
    },
  };
}
