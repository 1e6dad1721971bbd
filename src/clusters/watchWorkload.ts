import type { Kube } from '../kubernetes/kube.ts';
import { DRAIN_KINDS, type DrainKind } from './drain/kinds.ts';
import { surveyOf } from './drain/reading.ts';
import type { Ledger } from './ledger.ts';
import { sightings } from './sightings.ts';

/** Kinds that tell of things in the cloud. */
const TELLING = ['persistentVolume', 'volumeSnapshotContent', 'service'] as const satisfies readonly DrainKind[];

/** Writes down what a cluster's own API tells of its volumes, snapshots and load balancers, until the API is closed. */
export async function watchWorkload(
  kube: Kube,
  cluster: string,
  ledger: Ledger,
  before: ReadonlySet<string> = new Set(),
): Promise<void> {
  await Promise.all(
    TELLING.map((kind) =>
      kube.follow(DRAIN_KINDS[kind], {}, (seen) => {
        if (seen.is === 'there') ledger.saw(sightings(cluster, surveyOf({ [kind]: [seen.object] }), before));
      }),
    ),
  );
}
