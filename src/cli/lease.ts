import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { nameOf, type Group } from './group.ts';
import { leaseExtendCommand } from './leaseExtend.ts';
import { leaseListCommand } from './leaseList.ts';
import { leaseReleaseCommand } from './leaseRelease.ts';

export function leaseCommand(tools: Tools, exit: Exit): Group {
  const list = leaseListCommand(tools, exit);
  const extend = leaseExtendCommand(tools, exit);
  const release = leaseReleaseCommand(tools, exit);
  return {
    command: 'lease',
    below: [list, extend, release].map(nameOf),
    describe: 'Look at the leases of a project, keep one longer, or take one over.',
    builder: (cli) =>
      cli.command(list).command(extend).command(release).demandCommand(1, 'Name a command: list, extend or release.'),
    handler: () => undefined,
  };
}
