import type { ClusterNames } from '../creators/clusterNames.ts';
import { recognise, textOf, type Claim } from '../creators/recognise.ts';
import type { LedgerEntry } from '../model/evidence.ts';
import { refKey, type Ref, type Resource } from '../model/resource.ts';
import { createIndex } from './index.ts';
import { namesakesIn } from './namesakes.ts';
import { createOtherClusters, type OtherClusters } from './otherClusters.ts';
import { lazy } from './once.ts';
import { createHints } from './hints.ts';
import { keyOf } from './readings.ts';
import { isRestored } from './restored.ts';
import type { AttributeInput, Standing, View } from './rule.ts';

/** Tokens that hold a cluster's name, alone or joined. */
const NAMING: readonly string[] = ['C', 'R', 'J', 'P'];

/** The view of one attribution. `settled` is read as it grows: kinds are judged in order. */
export function createView(input: AttributeInput, settled: ReadonlyMap<string, Standing>): View {
  const index = createIndex(input.inventory);
  const claims = new Map<Resource, readonly Claim[]>();
  const hinted = createHints(input.clusters, ({ cluster, prefix }) => [cluster, prefix]);
  const ledger = new Set(input.ledger.map(refKey));
  const neighbourLedger = new Map<string, LedgerEntry[]>();
  for (const entry of input.neighbours?.ledger ?? [])
    neighbourLedger.set(refKey(entry), [...(neighbourLedger.get(refKey(entry)) ?? []), entry]);
  const base: Omit<View, keyof OtherClusters> = {
    ...index,
    input,
    claims(resource) {
      let found = claims.get(resource);
      if (found === undefined) claims.set(resource, (found = claimsOf(resource, input.clusters, hinted)));
      return found;
    },
    named: (resource) => !isRestored(resource) && base.claims(resource).some(isOursOrNamesNone),
    standing: (ref) => settled.get(refKey(ref)),
    neighbourEntries: (ref) => neighbourLedger.get(refKey(ref)) ?? [],
    ledgered: (ref: Ref) => ledger.has(refKey(ref)),
  };
  const seen = lazy(() => namesakesIn(base));
  const hasNamesake = (cluster: string): boolean => input.namesakes?.has(cluster) === true || seen().has(cluster);
  return { ...base, ...createOtherClusters(input, base, hasNamesake) };
}

/**
 * What all clusters in question read in a resource; a text that is one's own is not somebody else's for another. Those
 * whom nothing on it can name all read the same, so one of them is asked for all: there may be hundreds.
 */
function claimsOf(
  resource: Resource,
  clusters: readonly ClusterNames[],
  hinted: (text: string) => readonly ClusterNames[],
): readonly Claim[] {
  const named = hinted(textOf(resource));
  const readers = named.length > 0 ? named : clusters.slice(0, 1);
  const all = readers.flatMap((names) => recognise(resource, names));
  const mine = new Set(all.filter((claim) => claim.mine).map(keyOf));
  const seen = new Set<string>();
  return all.filter((claim) => {
    if (claim.mine) return true;
    const key = keyOf(claim);
    const double = `${claim.row.template.text} ${key}`;
    if (mine.has(key) || seen.has(double)) return false;
    seen.add(double);
    return true;
  });
}

function isOursOrNamesNone(claim: Claim): boolean {
  return claim.mine || !claim.row.template.tokens.some((token) => NAMING.includes(token));
}
