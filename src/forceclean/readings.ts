import { namesOf } from '../creators/clusterNames.ts';
import { recognise, textOf, type Claim } from '../creators/recognise.ts';
import { isRunUnique, runNamesIn } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import { createHints } from './hints.ts';
import type { NeighbourCluster } from './neighbours.ts';
import type { Reading, View } from './rule.ts';

/** Stands for any run's name while a text is read, so that one grammar, made once, reads them all. */
const ANY = namesOf('tzzzzzzzzzz');

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
  const runs = new Map(others.filter(isOfRun).map((one) => [one.names.cluster, one]));
  const rest = others.filter((one) => !isOfRun(one));
  const hinted = createHints(rest, ({ names }) => [names.cluster]);
  const read = (resource: Resource): readonly Reading[] => {
    const text = textOf(resource);
    const words = new Set(runNamesIn(text));
    const readings = [
      ...[...words]
        .filter((word) => !asked.has(word))
        .flatMap((word) => readRun(resource, word).map((claim) => ({ claim, from: runs.get(word) }))),
      ...hinted(text).flatMap((one) => recognise(resource, one.names).map((claim) => ({ claim, from: one }))),
    ];
    if (readings.length === 0) return readings;
    const mine = new Set(view.claims(resource).flatMap((claim) => (claim.mine ? [keyOf(claim)] : [])));
    return readings.filter(({ claim }) => claim.mine && !mine.has(keyOf(claim)));
  };
  return (resource) => {
    let found = done.get(resource);
    if (found === undefined) done.set(resource, (found = read(resource)));
    return found;
  };
}

function isOfRun({ names }: NeighbourCluster): boolean {
  return isRunUnique(names.cluster);
}

/** What the grammar of a run's cluster reads in a resource: names of that form are all equally long, so cuts stay where they are. */
function readRun(resource: Resource, cluster: string): readonly Claim[] {
  const put = (text: string): string => text.replaceAll(cluster, ANY.cluster);
  const metadata = Object.fromEntries(Object.entries(resource.metadata).map(([key, value]) => [key, put(value)]));
  const { description } = resource;
  const changed = {
    ...resource,
    name: put(resource.name),
    tags: resource.tags.map(put),
    metadata,
    ...(description === undefined ? {} : { description: put(description) }),
  };
  return recognise(changed, ANY).map((claim) => ({
    ...claim,
    text: claim.text.replaceAll(ANY.cluster, cluster),
    cluster: claim.cluster === ANY.cluster ? cluster : claim.cluster,
  }));
}

/** What one text of one resource is known by. */
export function keyOf(claim: Pick<Claim, 'field' | 'text'>): string {
  return `${claim.field} ${claim.text}`;
}
