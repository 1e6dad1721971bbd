import type { Tools } from '../runner/tools.ts';
import type { Exit } from './exit.ts';
import { nameOf, type Group } from './group.ts';
import { zuulCleanCommand } from './zuulClean.ts';
import { zuulCollectCommand } from './zuulCollect.ts';
import { zuulCompareCommand } from './zuulCompare.ts';
import { zuulStartCommand } from './zuulStart.ts';
import { zuulWatchCommand } from './zuulWatch.ts';

export function zuulCommand(tools: Tools, exit: Exit): Group {
  const start = zuulStartCommand(tools, exit);
  const watch = zuulWatchCommand(tools, exit);
  const compare = zuulCompareCommand(tools, exit);
  const clean = zuulCleanCommand(tools, exit);
  const collect = zuulCollectCommand(tools, exit);
  return {
    command: 'zuul',
    below: [start, watch, compare, clean, collect].map(nameOf),
    describe: 'What the playbooks of a Zuul job call. See docs/zuul.md.',
    builder: (cli) =>
      cli
        .command(start)
        .command(watch)
        .command(compare)
        .command(clean)
        .command(collect)
        .demandCommand(1, 'Name a command: start, watch, compare, clean or collect.'),
    handler: () => undefined,
  };
}
