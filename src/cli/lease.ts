import type { CommandModule } from 'yargs';
import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { leaseExtendCommand } from './leaseExtend.ts';
import { leaseListCommand } from './leaseList.ts';
import { leaseReleaseCommand } from './leaseRelease.ts';

export function leaseCommand(tools: Tools, exit: Exit): CommandModule {
  return {
    command: 'lease',
    describe: 'Look at the leases of a project, keep one longer, or take one over.',
    builder: (cli) =>
      cli
        .command(leaseListCommand(tools, exit))
        .command(leaseExtendCommand(tools, exit))
        .command(leaseReleaseCommand(tools, exit))
        .demandCommand(1, 'Name a command: list, extend or release.'),
    handler: () => undefined,
  };
}
