import { journalled } from '../../kubernetes/journalled.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import type { SuiteContext } from '../suite.ts';
import { startLimit } from './limit.ts';
import { takeAway } from './takeAway.ts';
import { TRACED, writtenBy } from './traces.ts';

/** How long what tests made may take to go. */
const GONE_MS = 35_000;

/** Everything of the traced kinds by its uid. */
export async function standing(kube: Kube): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(TRACED.map((kind) => kube.list(kind)));
  return new Set(lists.flat().map((one) => one.metadata.uid));
}

/**
 * Takes away what a program of this file name made in the cluster since `before`, and waits until it is gone.
 * @returns what is still there, in words
 */
export async function tidyUp(
  kube: Kube,
  {
    program,
    before,
    cluster,
  }: { readonly program: string; readonly before: ReadonlySet<string>; readonly cluster: string },
  { journal, clock, all }: Pick<SuiteContext, 'journal' | 'clock' | 'all'>,
): Promise<readonly string[]> {
  const finds = TRACED.map((kind) => async () => {
    const found = await kube.list(kind);
    const ours = found.filter((one) => !before.has(one.metadata.uid) && writtenBy(one, program));
    return ours.map((object) => ({ kind, object }));
  });
  const limit = startLimit(GONE_MS, clock);
  const signal = AbortSignal.any([all, limit.signal]);
  try {
    return await takeAway(finds, journalled(kube, cluster, 'workload', journal), { clock, signal });
  } finally {
    await limit.end();
  }
}
