import { recognise, type Claim, type ClusterNames } from '../creators/recognise.ts';
import { isRunUnique } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import type { NeighbourCluster } from './neighbours.ts';
import type { Reading, View } from './rule.ts';

/** A name of the form that runs give, between characters that end a word in every creator's texts. */
const RUN_NAME = /(?<![A-Za-z0-9])t[a-z2-7]{10}(?![A-Za-z0-9])/g;
/** So much of a name stands in every text that names it, however the text was cut: where it does not, nobody need read. */
const HINT = 11;

/**
 * Reads resources as other clusters would: known neighbours by their names, and whoever a text in the form of a run's
 * name means, known or not. So nothing depends on whether the leases could be listed. Pure.
 * @param asked names of the clusters in question
 */
export function createReader(
  others: readonly NeighbourCluster[],
  asked: ReadonlySet<string>,
  view: Pick<View, 'claims'>,
): (resource: Resource) => readonly Reading[] {
  const done = new Map<Resource, readonly Reading[]>();
  const known = new Set(others.map((one) => one.names.cluster));
  const unknown = new Map<string, ClusterNames>();
  const namesOf = (cluster: string): ClusterNames => {
    let names = unknown.get(cluster);
    if (names === undefined)
      unknown.set(cluster, (names = { cluster, namespaces: [cluster, 'default'], prefix: cluster }));
    return names;
  };
  const read = (resource: Resource): readonly Reading[] => {
    const text = [resource.name, resource.description, ...resource.tags, ...Object.values(resource.metadata)].join(
      '\n',
    );
    const mine = new Set(view.claims(resource).flatMap((claim) => (claim.mine ? [keyOf(claim)] : [])));
    const as = (names: ClusterNames, from: NeighbourCluster | undefined): readonly Reading[] =>
      recognise(resource, names)
        .filter((claim) => claim.mine && !mine.has(keyOf(claim)))
        .map((claim) => ({ claim, from }));
    const words = [...new Set(text.match(RUN_NAME) ?? [])].filter(
      (word) => isRunUnique(word) && !asked.has(word) && !known.has(word),
    );
    return [
      ...others.flatMap((one) => (text.includes(one.names.cluster.slice(0, HINT)) ? as(one.names, one) : [])),
      ...words.flatMap((word) => as(namesOf(word), undefined)),
    ];
  };
  return (resource) => {
    let found = done.get(resource);
    if (found === undefined) done.set(resource, (found = read(resource)));
    return found;
  };
}

/** What one text of one resource is known by. */
export function keyOf(claim: Pick<Claim, 'field' | 'text'>): string {
  return `${claim.field} ${claim.text}`;
}
