import { z } from 'zod';
import { toType } from '../model/toType.ts';
import type { ClusterStory } from './clusterStory.ts';
import type { Story } from './story.ts';

/** Of a run's configuration, as its journal has it, what a command that is typed later depends on. */
const CONFIG = z.object({ runs: z.string().optional() }).catch({});

/**
 * What can be done about a cluster that stays, as it is typed: in the cloud of its run, whatever the next shell
 * chooses, and with the folder of its runs, where it stands which volumes are retained. Pure.
 */
export function keptCommands(
  cluster: string,
  { started }: Pick<Story, 'started'>,
): Record<'remove' | 'extend', string> {
  const where = { cloud: started?.cloud, runs: CONFIG.parse(started?.config).runs };
  return {
    remove: toType(`down ${cluster} --yes`, where),
    extend: toType(`lease extend ${cluster} --for 4h`, where),
  };
}

/** How many clusters a run leaves standing on purpose: what “everything is gone” is not true of. Pure. */
export function keptCount(clusters: Iterable<Pick<ClusterStory, 'released'>>): string | undefined {
  const count = [...clusters].filter((one) => one.released === 'kept').length;
  return count === 0 ? undefined : `${count} ${count === 1 ? 'cluster is' : 'clusters are'} kept`;
}
