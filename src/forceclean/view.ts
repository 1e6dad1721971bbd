import { recognise, type Claim, type ClusterNames } from '../creators/recognise.ts';
import { refKey, type Kind, type Ref, type Resource } from '../model/resource.ts';
import { createIndex } from './index.ts';
import type { AttributeInput, Standing, View } from './rule.ts';
import { timeOf } from './rules/bornBefore.ts';

/** Kinds of which one cluster makes one of a name. Two of them under one name are two clusters' (or an accident). */
const ONE_OF_A_NAME: readonly Kind[] = ['network', 'subnet', 'router', 'securityGroup', 'loadBalancer', 'serverGroup'];

/** Tokens that hold a cluster's name, alone or joined. */
const NAMING: readonly string[] = ['C', 'R', 'J', 'P'];

/** The view of one attribution. `settled` is read as it grows: kinds are judged in order. */
export function createView(input: AttributeInput, settled: ReadonlyMap<string, Standing>): View {
  const index = createIndex(input.inventory);
  const claims = new Map<Resource, readonly Claim[]>();
  const ledger = new Set(input.ledger.map(refKey));
  let told: readonly string[] | undefined;
  const others = (): readonly string[] => (told ??= otherClusters(view));
  const view: View = {
    ...index,
    input,
    claims(resource) {
      let found = claims.get(resource);
      if (found === undefined) claims.set(resource, (found = claimsOf(resource, input.clusters)));
      return found;
    },
    named: (resource) => view.claims(resource).some(isOursOrNamesNone),
    ambiguous: once((cluster) => hasNamesake(cluster, view) || splitsElsewhere(cluster, view, others())),
    imitated: once((cluster) => others().some((other) => other.startsWith(`${cluster}-`))),
    standing: (ref) => settled.get(refKey(ref)),
    ledgered: (ref: Ref) => ledger.has(refKey(ref)),
  };
  return view;
}

/** What all clusters in question read in a resource; a text that is one's own is not somebody else's for another. */
function claimsOf(resource: Resource, clusters: readonly ClusterNames[]): readonly Claim[] {
  const all = clusters.flatMap((names) => recognise(resource, names));
  const mine = new Set(all.filter((claim) => claim.mine).map((claim) => `${claim.field} ${claim.text}`));
  const seen = new Set<string>();
  return all.filter((claim) => {
    if (claim.mine) return true;
    const key = `${claim.field} ${claim.text}`;
    const double = `${claim.row.template.text} ${key}`;
    if (mine.has(key) || seen.has(double)) return false;
    seen.add(double);
    return true;
  });
}

function isOursOrNamesNone(claim: Claim): boolean {
  return claim.mine || !claim.row.template.tokens.some((token) => NAMING.includes(token));
}

/** Two networks (routers, groups …) of the exact same name, neither of which is older than the run. */
function hasNamesake(cluster: string, view: View): boolean {
  return ONE_OF_A_NAME.some((kind) => {
    const names = view
      .ofKind(kind)
      .filter((resource) => !isOld(resource, view))
      .flatMap((resource) => view.claims(resource))
      .filter((claim) => claim.mine && claim.exact && claim.field === 'name' && claim.cluster === cluster)
      .map((claim) => `${claim.row.template.text} ${claim.text}`);
    return new Set(names).size < names.length;
  });
}

/**
 * `-` joins namespace and name: namespace `a`, cluster `b-c` and namespace `a-b`, cluster `c` write the same. True when
 * a cluster is seen whose name is the end of one of ours so joined.
 */
function splitsElsewhere(cluster: string, view: View, others: readonly string[]): boolean {
  const names = view.input.clusters.find((one) => one.cluster === cluster);
  const joined = (names?.namespaces ?? []).map((namespace) => `${namespace}-${cluster}`);
  return others.some((other) => other !== cluster && joined.some((text) => text.endsWith(`-${other}`)));
}

/** Names of clusters that are not in question but which some text in the project names. */
function otherClusters(view: View): readonly string[] {
  const claims = view.inventory.resources.flatMap((resource) => view.claims(resource));
  const told = claims.filter((claim) => claim.foreign && claim.row.template.tokens.includes('C'));
  return [...new Set(told.map((claim) => claim.cluster).filter((name) => name !== undefined))];
}

function isOld(resource: Resource, view: View): boolean {
  const { baseline, bornAt } = view.input;
  if (baseline?.has(refKey(resource)) === true) return true;
  if (bornAt === undefined || resource.createdAt === undefined) return false;
  return timeOf(resource.createdAt) < timeOf(bornAt);
}

function once(compute: (cluster: string) => boolean): (cluster: string) => boolean {
  const known = new Map<string, boolean>();
  return (cluster) => {
    let found = known.get(cluster);
    if (found === undefined) known.set(cluster, (found = compute(cluster)));
    return found;
  };
}
