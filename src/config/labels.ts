/** One cluster's label, and the index of the entry in `clusters` it comes from. */
export interface Labelled {
  readonly label: string;
  readonly from: number;
}

/**
 * The label of every single cluster: the entry's own, with a number where it stands for several; without one, `cluster-` and the
 * cluster's place among all.
 */
export function labelsOf(
  clusters: readonly { readonly label?: string; readonly count: number }[],
): readonly Labelled[] {
  const all: Labelled[] = [];
  clusters.forEach(({ label, count }, from) => {
    for (let number = 1; number <= count; number += 1) {
      if (label === undefined) all.push({ label: `cluster-${all.length + 1}`, from });
      else all.push({ label: count === 1 ? label : `${label}-${number}`, from });
    }
  });
  return all;
}
