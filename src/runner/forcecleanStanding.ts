import { whereStands } from '../clusters/stacks/whereStands.ts';
import type { LookTools } from '../forceclean/clean.ts';
import { isDrawn } from '../model/names.ts';
import { atHand } from './managementOf.ts';
import type { Scope } from './scope.ts';
import type { Tools } from './tools.ts';

/** Lines for people. */
interface Standing {
  readonly at: readonly string[];
  readonly unasked: readonly string[];
}

/** What stands on management clusters that are at hand, and where that is not known, in words. */
export async function standingNow(scope: Scope, { context }: LookTools, tools: Tools): Promise<Standing> {
  const kubeconfigs = atHand(scope.recorded?.kubeconfigs ?? [], tools);
  const clusters = scope.requests.map((one) => one.cluster).filter(isDrawn);
  const all = clusters.map(async (cluster) => {
    const { at, unasked } = await whereStands(cluster, kubeconfigs, { ...context, env: tools.env });
    const there = at.map(({ server }) => `on the management cluster at ${server}, where --yes takes it down first`);
    return { at: there.map((where) => `${cluster} still stands ${where}.`), unasked: unasked.map((why) => `${why}.`) };
  });
  const looks = await Promise.all(all);
  return { at: looks.flatMap((one) => one.at), unasked: looks.flatMap((one) => one.unasked) };
}
