import { isRunUnique } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import { hasAlibi } from './neighbours.ts';
import { createHostServes } from './hostServes.ts';
import { lazy, once } from './once.ts';
import { createReader, keyOf } from './readings.ts';
import type { AttributeInput, View } from './rule.ts';

/** What the view answers about clusters that are not in question. */
export type OtherClusters = Pick<View, 'readings' | 'ambiguous' | 'elsewhere' | 'imitated' | 'hostServes' | 'stranger'>;

/**
 * What texts and neighbour knowledge say of other clusters. A cluster with an alibi for a resource cannot have written
 * on it, so it takes nothing away from our texts there. Pure; each answer is worked out once.
 * @param hasNamesake two things stand of which one cluster makes one
 */
export function createOtherClusters(
  input: AttributeInput,
  view: Pick<View, 'inventory' | 'claims' | 'ofKind'>,
  hasNamesake: (cluster: string) => boolean,
): OtherClusters {
  const asked = new Set(input.clusters.map((one) => one.cluster));
  const known = input.neighbours?.clusters ?? [];
  const others = known.filter((one) => !asked.has(one.names.cluster));
  const told = lazy(() => toldIn(view));
  const suspects = (resource: Resource): readonly string[] => {
    const excused = new Set(others.filter((one) => hasAlibi(one, resource)).map((one) => one.names.cluster));
    return [...told().alone, ...others.map((one) => one.names.cluster)].filter((name) => !excused.has(name));
  };
  const readings = createReader(others, asked, view);
  const strangers = lazy(() => view.inventory.resources.flatMap((resource) => strangeOn(resource, view, readings)));
  return {
    readings,
    ambiguous: (cluster, resource) =>
      hasNamesake(cluster) ||
      known.some((one) => one.names.cluster === cluster && !hasAlibi(one, resource)) ||
      splitsElsewhere(cluster, input, suspects(resource)),
    elsewhere: once((cluster) => told().joined.some((other) => other.endsWith(`-${cluster}`))),
    imitated: (cluster, resource) => suspects(resource).some((other) => other.startsWith(`${cluster}-`)),
    hostServes: createHostServes(asked, view),
    stranger: () => strangers()[0],
  };
}

/**
 * `-` joins namespace and name: namespace `a`, cluster `b-c` and namespace `a-b`, cluster `c` write the same. True when
 * a cluster is there whose name is the end of one of ours so joined, or when that end has the form of a run's name: its
 * cluster may hold a lease that could not be read.
 */
function splitsElsewhere(cluster: string, input: AttributeInput, others: readonly string[]): boolean {
  const names = input.clusters.find((one) => one.cluster === cluster);
  const joined = (names?.namespaces ?? []).map((namespace) => `${namespace}-${cluster}`);
  const ends = joined.map((text) => text.slice(text.lastIndexOf('-') + 1));
  return (
    ends.some((end) => end !== cluster && isRunUnique(end)) ||
    others.some((other) => other !== cluster && joined.some((text) => text.endsWith(`-${other}`)))
  );
}

/** Names of clusters not in question which some text in the project names: alone, or joined to a namespace. */
function toldIn(view: Pick<View, 'inventory' | 'claims'>): {
  readonly alone: readonly string[];
  readonly joined: readonly string[];
} {
  const claims = view.inventory.resources.flatMap((resource) => view.claims(resource)).filter((claim) => claim.foreign);
  const named = (token: 'C' | 'R'): readonly string[] => [
    ...new Set(
      claims
        .filter((claim) => claim.row.template.tokens.includes(token))
        .map((claim) => claim.cluster)
        .filter((name) => name !== undefined),
    ),
  ];
  return { alone: named('C'), joined: named('R') };
}

/** Texts on it of clusters that are not known to live: of strangers, and of those that were proved gone. */
function strangeOn(resource: Resource, view: Pick<View, 'claims'>, readings: View['readings']): readonly string[] {
  const read = readings(resource);
  const living = new Set(read.filter(({ from }) => from?.alive === true).map(({ claim }) => keyOf(claim)));
  return [...view.claims(resource).filter((claim) => claim.foreign), ...read.map(({ claim }) => claim)]
    .filter((claim) => !living.has(keyOf(claim)))
    .map((claim) => claim.text);
}
