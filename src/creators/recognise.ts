import { KINDS, type Resource } from '../model/resource.ts';
import type { Creator, Field, TextRow } from './row.ts';
import { ROWS } from './tables.ts';
import type { TokenName, Tokens } from './text.ts';

/** Everything by which a cluster's texts are known. */
export interface ClusterNames {
  readonly cluster: string;
  /** The namespaces it may live in: the cluster's own name, and `default` for V1 before R5. */
  readonly namespaces: readonly string[];
  /** Prefix of its V1 management host. */
  readonly prefix: string;
  /** Topology names of its machine deployments; without it `md-0`, as the cluster stacks call theirs. */
  readonly machineDeployments?: readonly string[];
}

/** What one creator's grammar reads in one text of a resource. */
export interface Claim {
  readonly creator: Creator;
  readonly field: Field;
  readonly text: string;
  /** The cluster read, `N-C` or `P-C` undivided where the grammar cannot divide; undefined where the text names none. */
  readonly cluster: string | undefined;
  /** Ours, and nothing in the text is free: the names alone fix it. */
  readonly exact: boolean;
  /** The whole text, or the cluster taken out of it by the whole grammar, equals what our names give. */
  readonly mine: boolean;
  /** In words that are the creator's own it names a cluster that is not ours. */
  readonly foreign: boolean;
  /** A random suffix or a UUID is in it, so another cluster's name could imitate it. */
  readonly random: boolean;
  readonly row: TextRow;
}

/** The default of OCCM's and CSI's cluster flag (cloud-provider-openstack charts and manifests): it names no cluster. */
const UNNAMED = 'kubernetes';
const NAMING: readonly TokenName[] = ['C', 'R', 'J', 'P'];
const FIXED: readonly TokenName[] = [...NAMING, 'N', 'md'];
const RANDOM: readonly TokenName[] = ['S1', 'S2', 'S3', 'U', 'H'];

const ROWS_BY_KIND: ReadonlyMap<string, readonly TextRow[]> = new Map(
  KINDS.map((kind) => [kind, ROWS.filter((row) => row.kind === kind)]),
);

/** Every text of the resource that a creator's grammar reads, as seen from the cluster of these names. */
export function recognise(resource: Resource, names: ClusterNames): readonly Claim[] {
  const known = knownTokens(names);
  const claims: Claim[] = [];
  for (const row of ROWS_BY_KIND.get(resource.kind) ?? []) {
    for (const text of textsOf(resource, row.field)) {
      const claim = claimOf(row, text, known);
      if (claim !== undefined) claims.push(claim);
    }
  }
  return withoutGuesses(claims);
}

/**
 * Texts read as ours, and those without any token, are not also guessed to be somebody else's: `N-C` reads as a cluster
 * of that name, too, and V1's fixed tag `k8s-cluster-api-mgmtcluster` as the host of a prefix `k8s-cluster-api`.
 */
function withoutGuesses(claims: readonly Claim[]): readonly Claim[] {
  const sure = (claim: Claim): boolean => claim.mine || claim.row.template.tokens.length === 0;
  const settled = new Set(claims.filter(sure).map((claim) => `${claim.field} ${claim.text}`));
  return claims.filter((claim) => sure(claim) || !settled.has(`${claim.field} ${claim.text}`));
}

function claimOf(row: TextRow, text: string, known: readonly Tokens[]): Claim | undefined {
  const { tokens } = row.template;
  const about = {
    creator: row.creator,
    field: row.field,
    text,
    random: tokens.some((token) => RANDOM.includes(token)),
    row,
  };
  const naming = tokens.filter((token) => NAMING.includes(token));
  if (naming.length > 0 && known.some((own) => row.template.read(text, own) !== undefined)) {
    const cluster = known[0]?.C;
    return { ...about, cluster, exact: tokens.every((token) => FIXED.includes(token)), mine: true, foreign: false };
  }
  const read = row.template.read(text);
  if (read === undefined) return undefined;
  const cluster = row.telling ? naming.map((token) => read[token]).find((value) => value !== undefined) : undefined;
  return { ...about, cluster, exact: false, mine: false, foreign: cluster !== undefined && cluster !== UNNAMED };
}

/** One set of known tokens for each namespace and machine deployment. */
function knownTokens(names: ClusterNames): readonly Tokens[] {
  const deployments = names.machineDeployments ?? ['md-0'];
  return names.namespaces.flatMap((N) => deployments.map((md) => ({ C: names.cluster, N, P: names.prefix, md })));
}

function textsOf(resource: Resource, field: Field): readonly string[] {
  if (field === 'name') return [resource.name];
  if (field === 'description') return resource.description === undefined ? [] : [resource.description];
  if (field === 'tag') return resource.tags;
  const value = resource.metadata[field.slice('metadata:'.length)];
  return value === undefined ? [] : [value];
}
