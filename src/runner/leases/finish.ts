import { whereStands } from '../../clusters/stacks/whereStands.ts';
import { isDrawn } from '../../model/names.ts';
import { byControllers, type ControllerTools } from './byControllers.ts';

/** What its controllers have not let go of, and whether they are still at it. */
export interface Unfinished {
  readonly why: string;
  readonly deleting: boolean;
}

/**
 * Takes down what still stands of a cluster on the management clusters that are at hand, where no ticket tells of its
 * controllers: they would make again what is cleaned, or wait for ever for what is gone. Undefined when nothing stands there.
 */
export type Finish = (
  cluster: string,
  signal: AbortSignal,
  cleanMeanwhile: () => Promise<unknown>,
) => Promise<Unfinished | undefined>;

/** See Finish. Only a name that a run drew says by itself whose cluster it is. */
export function finisher({ kubeconfigs, contextOf }: ControllerTools): Finish {
  return async (cluster, signal, cleanMeanwhile) => {
    if (!isDrawn(cluster)) return undefined;
    const context = contextOf(cluster, signal);
    const tell = async (says: string): Promise<void> =>
      void (await context.journal.write({ type: 'warden', victim: cluster, holder: '', slot: 0, says }));
    const { at, unasked } = await whereStands(cluster, kubeconfigs, { ...context, signal });
    for (const why of unasked) await tell(why);
    for (const target of at) {
      await tell(`it still stands on the management cluster at ${target.server}, and is taken down there first`);
      const { done, deleting, hindrances } = await byControllers(target, context, cleanMeanwhile);
      const why = `its controllers at ${target.server} have not let go of it: ${hindrances.join('; ')}`;
      if (!done) return { why, deleting };
    }
    return undefined;
  };
}
