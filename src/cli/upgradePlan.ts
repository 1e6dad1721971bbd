import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';

interface Options {
  from: string;
  to: string;
  release: string[] | undefined;
  rolling: string | undefined;
  json: boolean;
}

export function upgradePlanCommand(tools: Tools, exit: Exit): CommandModule<object, Options> {
  return {
    command: 'plan',
    describe: 'Print the steps of an upgrade, or why it is refused and the next legal step. Asks no cluster.',
    builder: (cli) =>
      cli
        .option('from', {
          type: 'string',
          demandOption: true,
          requiresArg: true,
          describe: 'Release of a cluster stack that the cluster has; of a V1 cluster its version of Kubernetes.',
        })
        .option('to', {
          type: 'string',
          demandOption: true,
          requiresArg: true,
          describe: 'Release, or version, that it is to get.',
        })
        .option('release', {
          type: 'string',
          array: true,
          requiresArg: true,
          describe: 'A release that there is; name all of them. Without it a table of upstream tags is asked.',
        })
        .option('rolling', {
          type: 'string',
          requiresArg: true,
          describe: 'What of the cluster still rolls out: an upgrade has to wait for it.',
        })
        .option('json', { type: 'boolean', default: false, describe: 'Print it as JSON.' })
        .example('$0 upgrade plan --from openstack-scs2-1-33-v5 --to openstack-scs2-1-34-v2', 'To the next minor.')
        .example('$0 upgrade plan --from v1.27.5 --to v1.28.7', 'Of a V1 cluster.'),
    handler: async ({ from, to, release, rolling, json }) => {
      const { upgrade } = await import('../runner/upgrade.ts');
      exit(upgrade({ from, to, releases: release, rolling, json }, tools));
    },
  };
}
