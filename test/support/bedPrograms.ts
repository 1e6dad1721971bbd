import { join } from 'node:path';

/** The folder with etcd, kube-apiserver, kubectl and the like, by these names: that of the bed, else the one that is named. */
export function bedPrograms(): string {
  const { TROIKA_KUBE_BED: bed, KUBE_BED_BIN: named } = process.env;
  if (bed !== undefined) return join(bed, 'bin');
  if (named === undefined)
    throw new Error('neither TROIKA_KUBE_BED nor KUBE_BED_BIN is set: npm run test:kubernetes brings a bed up');
  return named;
}
