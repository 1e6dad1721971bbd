import type { CommandModule } from 'yargs';
import { RUNS } from '../model/toType.ts';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';

interface Options {
  what: string;
  runs: string;
  content: boolean;
}

export function kubeconfigCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'kubeconfig <what>',
    describe: 'Print where the kubeconfig of a cluster is.',
    builder: (cli) =>
      cli
        .positional('what', {
          type: 'string',
          demandOption: true,
          describe: 'A run of one cluster (its directory or id), or the name of a cluster.',
        })
        .option('runs', {
          type: 'string',
          requiresArg: true,
          default: RUNS,
          describe: 'Where run directories are.',
        })
        .option('content', { type: 'boolean', default: false, describe: 'Print what stands in it instead.' })
        .example('export KUBECONFIG=$($0 kubeconfig tabcdefghia)', 'Work with a kept cluster.'),
    handler: async (options) => {
      const { kubeconfig } = await import('../runner/kubeconfig.ts');
      exit(await kubeconfig(options, tools));
    },
  };
}
