import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { nameOf, type Group } from './group.ts';
import { toolsInstallCommand } from './toolsInstall.ts';
import { toolsListCommand } from './toolsList.ts';

export function toolsCommand(tools: Tools, exit: Exit): Group {
  const install = toolsInstallCommand(tools, exit);
  const list = toolsListCommand(tools, exit);
  return {
    command: 'tools',
    below: [install, list].map(nameOf),
    describe: 'Install the programs that suites run, or see which are there.',
    builder: (cli) => cli.command(install).command(list).demandCommand(1, 'Name a command: install or list.'),
    handler: () => undefined,
  };
}
