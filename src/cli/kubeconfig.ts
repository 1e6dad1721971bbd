import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { runsOption } from './options.ts';

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
        .option('runs', runsOption)
        .option('content', { type: 'boolean', default: false, describe: 'Print what stands in it instead.' })
        .example('export KUBECONFIG=$($0 kubeconfig tabcdefghia)', 'Work with a kept cluster.'),
    handler: async (options) => {
      const { kubeconfig } = await import('../runner/kubeconfig.ts');
      exit(await kubeconfig(options, tools));
    },
  };
}
