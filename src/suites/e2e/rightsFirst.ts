import { journalled, type KubeDeeds } from '../../kubernetes/journalled.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import type { SuiteContext } from '../suite.ts';
import { takeAway, type Find } from './takeAway.ts';
import { tidyUp } from './tidy.ts';
import { PROGRAM_IN_IMAGE } from './traces.ts';

/** What is to be taken away of a runner whose tests run in a pod of the cluster. */
export interface Leavings {
  /** By which its tests may make things. */
  readonly rights: readonly Find[];
  /** Takes away the rest of its own. @returns what is left, in words */
  own(deeds: KubeDeeds): Promise<readonly string[]>;
  /** What stood before of the kinds that tests make; undefined: they came to their end, and took away what they made. */
  readonly before: ReadonlySet<string> | undefined;
}

/**
 * Takes away the rights of tests first, so that those which still run make nothing more; then what else the runner made, and beside it what
 * its tests made, as far as it stands. Waits until all is gone. Ends with the signal at the latest.
 * @returns what is left, in words
 */
export async function rightsFirst(
  kube: Kube,
  cluster: string,
  { rights, own, before }: Leavings,
  { journal, clock, signal }: Pick<SuiteContext, 'journal' | 'clock' | 'signal'>,
): Promise<readonly string[]> {
  const deeds = journalled(kube, cluster, 'workload', journal);
  const first = await takeAway(rights, deeds, { clock, signal });
  const tests = before === undefined ? undefined : { program: PROGRAM_IN_IMAGE, before, cluster };
  const rest = await Promise.all([
    own(deeds),
    tests === undefined ? [] : tidyUp(kube, tests, { journal, clock, all: signal }),
  ]);
  return [...new Set([...first, ...rest.flat()])];
}
