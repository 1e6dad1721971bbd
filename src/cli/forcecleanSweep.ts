import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import { cleaningOptions, SETTLE_MS, type CleaningOptions } from './cleaningOptions.ts';
import type { Exit } from './exit.ts';

interface Options extends CleaningOptions {
  'older-than': string;
  limit: number;
}

export function forcecleanSweepCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'sweep',
    describe: 'Remove what dead runs left behind in the project. Looks twice, three minutes apart; --yes applies it.',
    builder: (cli) =>
      cleaningOptions(cli)
        .option('older-than', {
          type: 'string',
          requiresArg: true,
          default: '6h',
          describe: "Spare a cluster of which anything was made later, by the cloud's clock.",
        })
        .option('limit', {
          type: 'number',
          requiresArg: true,
          default: 3,
          describe: 'Clusters removed at most; the longest dead first.',
        })
        .example('$0 forceclean sweep', 'See what dead runs left, what of it would go, and what nobody claims.')
        .example('$0 forceclean sweep --older-than 24h --limit 10 --yes', 'Remove it, as a job that runs each night.'),
    handler: async ({ cloud, runs, pvc, retained, yes, json, limit, ...options }) => {
      const { sweep } = await import('../runner/sweep.ts');
      const { secondsOf, countOf } = await import('./duration.ts');
      const olderThanSeconds = secondsOf('--older-than', options['older-than']);
      const how = { cloud, runs, pvc, retained, yes, json, settleMs: SETTLE_MS };
      exit(await sweep({ ...how, olderThanSeconds, limit: countOf('--limit', limit) }, tools));
    },
  };
}
