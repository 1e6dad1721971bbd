import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';

interface Options {
  folder: string;
  'zuul-url': string | undefined;
}

export function zuulCompareCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'compare <folder>',
    describe: "Compare a build's run with the build of the same job and branch before it. See docs/compare.md.",
    builder: (cli) =>
      cli
        .positional('folder', { type: 'string', demandOption: true, describe: 'The folder of the build.' })
        .option('zuul-url', {
          type: 'string',
          requiresArg: true,
          describe: "Where people see the tenant's builds. Without it nothing is compared.",
        })
        .example(
          '$0 zuul compare ~/troika/0a1b… --zuul-url https://zuul.example.org/t/example',
          'At the end of a nightly job.',
        ),
    handler: async ({ folder, ...options }) => {
      const { zuulCompare } = await import('../runner/zuulCompare.ts');
      exit(await zuulCompare({ folder, zuulUrl: options['zuul-url'] }, tools));
    },
  };
}
