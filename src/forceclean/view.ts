import { recognise, type Claim, type ClusterNames } from '../creators/recognise.ts';
import type { LedgerEntry } from '../model/evidence.ts';
import { refKey, type Kind, type Ref, type Resource } from '../model/resource.ts';
import { createIndex } from './index.ts';
import { createOtherClusters, type OtherClusters } from './otherClusters.ts';
import { keyOf } from './readings.ts';
import type { AttributeInput, Standing, View } from './rule.ts';
import { timeOf } from './times.ts';

/** Kinds of which one cluster makes one of a name. Two of them under one name are two clusters' (or an accident). */
const ONE_OF_A_NAME: readonly Kind[] = ['network', 'subnet', 'router', 'securityGroup', 'loadBalancer', 'serverGroup'];

/** Tokens that hold a cluster's name, alone or joined. */
const NAMING: readonly string[] = ['C', 'R', 'J', 'P'];

/** The view of one attribution. `settled` is read as it grows: kinds are judged in order. */
export function createView(input: AttributeInput, settled: ReadonlyMap<string, Standing>): View {
  const index = createIndex(input.inventory);
  const claims = new Map<Resource, readonly Claim[]>();
  const ledger = new Set(input.ledger.map(refKey));
  const neighbourLedger = new Map<string, LedgerEntry[]>();
  for (const entry of input.neighbours?.ledger ?? [])
    neighbourLedger.set(refKey(entry), [...(neighbourLedger.get(refKey(entry)) ?? []), entry]);
  const base: Omit<View, keyof OtherClusters> = {
    ...index,
    input,
    claims(resource) {
      let found = claims.get(resource);
      if (found === undefined) claims.set(resource, (found = claimsOf(resource, input.clusters)));
      return found;
    },
    named: (resource) => base.claims(resource).some(isOursOrNamesNone),
    standing: (ref) => settled.get(refKey(ref)),
    neighbourEntries: (ref) => neighbourLedger.get(refKey(ref)) ?? [],
    ledgered: (ref: Ref) => ledger.has(refKey(ref)),
  };
  return { ...base, ...createOtherClusters(input, base, (cluster) => hasNamesake(cluster, base)) };
}

/** What all clusters in question read in a resource; a text that is one's own is not somebody else's for another. */
function claimsOf(resource: Resource, clusters: readonly ClusterNames[]): readonly Claim[] {
  const all = clusters.flatMap((names) => recognise(resource, names));
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

/**
 * Two networks (routers, groups …) of which one cluster makes one, neither older than the run: of the exact same name, or
 * one for each of the namespaces that the cluster may live in.
 */
function hasNamesake(cluster: string, view: Pick<View, 'ofKind' | 'claims' | 'input'>): boolean {
  return ONE_OF_A_NAME.some((kind) => {
    const names = view
      .ofKind(kind)
      .filter((resource) => !isOld(resource, view))
      .flatMap((resource) => view.claims(resource))
      .filter((claim) => claim.mine && claim.exact && claim.field === 'name' && claim.cluster === cluster)
      .map((claim) => claim.row.template.text);
    return new Set(names).size < names.length;
  });
}

function isOld(resource: Resource, view: Pick<View, 'input'>): boolean {
  const { baseline, bornAt } = view.input;
  if (baseline?.has(refKey(resource)) === true) return true;
  if (bornAt === undefined || resource.createdAt === undefined) return false;
  return timeOf(resource.createdAt) < timeOf(bornAt);
}
