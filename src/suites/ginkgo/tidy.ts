import type { ApiKind, Kube, KubeObject } from '../../kubernetes/kube.ts';
import { journalled } from '../../kubernetes/journalled.ts';
import type { SuiteContext } from '../suite.ts';
import { TRACED, writtenBy } from './traces.ts';

/** How long namespaces may take to go. */
const GONE_MS = 35_000;
const PAUSE_MS = 500;

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
  context: Pick<SuiteContext, 'journal' | 'clock' | 'all'>,
): Promise<readonly string[]> {
  const { journal, clock, all } = context;
  const deeds = journalled(kube, cluster, 'workload', journal);
  const patience = clock.monotonic() + GONE_MS;
  const asked = new Set<string>();
  for (;;) {
    const left: string[] = [];
    for (const kind of TRACED) {
      for (const one of await ours(kube, kind, program, before)) {
        const { name, uid, deletionTimestamp } = one.metadata;
        left.push(`${kind.plural} ${name}`);
        if (deletionTimestamp !== undefined || asked.has(uid)) continue;
        await deeds.remove(kind, { name }, { uid });
        asked.add(uid);
      }
    }
    if (left.length === 0 || clock.monotonic() > patience) return left;
    await clock.sleep(PAUSE_MS, all);
  }
}

async function ours(
  kube: Kube,
  kind: ApiKind,
  program: string,
  before: ReadonlySet<string>,
): Promise<readonly KubeObject[]> {
  const found = await kube.list(kind);
  return found.filter((one) => !before.has(one.metadata.uid) && writtenBy(one, program));
}
