import type { WatchContext } from '../../clusters/keepLedger.ts';
import type { TakenDown } from '../../clusters/provisioner.ts';
import { takeDown } from '../../clusters/stacks/down.ts';
import type { DownContext } from '../../clusters/stacks/downContext.ts';
import { watchCluster } from '../../clusters/stacks/watch.ts';
import type { KubeTarget } from '../../kubernetes/kubeconfig.ts';
import { letTakeDown } from '../takeDown.ts';

/** What a look at the controllers of a dead run works with. */
export interface ControllerTools {
  /** Kubeconfigs of management clusters that are at hand. */
  readonly kubeconfigs: readonly string[];
  /** Everything that a look at one cluster's controllers needs. */
  contextOf(cluster: string, signal: AbortSignal): ControllerContext;
}

export type ControllerContext = DownContext & WatchContext;

/** Lets its own controllers take a cluster down, where its run cannot any more, and writes down what they still do for it. */
export async function byControllers(
  target: KubeTarget,
  context: ControllerContext,
  cleanMeanwhile: () => Promise<unknown>,
): Promise<TakenDown> {
  const watching = watchCluster(target, context);
  try {
    return await letTakeDown((again) => takeDown(target, context, again), cleanMeanwhile);
  } finally {
    await watching.end();
  }
}
