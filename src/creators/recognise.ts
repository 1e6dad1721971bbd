import { isRunUnique } from '../model/names.ts';
import { KINDS, type Kind, type Resource } from '../model/resource.ts';
import type { ClusterNames } from './clusterNames.ts';
import type { Creator, Field, TextRow } from './row.ts';
import { ROWS } from './tables.ts';
import type { Reader } from './text.ts';
import type { TokenName, Tokens } from './tokens.ts';

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
export const UNNAMED = 'kubernetes';
const NAMING: readonly TokenName[] = ['C', 'R', 'J', 'P'];
const FIXED: readonly TokenName[] = [...NAMING, 'N', 'md'];
const RANDOM: readonly TokenName[] = ['S1', 'S2', 'S3', 'U', 'H', 'X'];

/** A row with its readers: one for each namespace that makes a difference, and one for anybody's. */
interface ReadyRow {
  readonly row: TextRow;
  readonly naming: readonly TokenName[];
  readonly ours: readonly Reader[];
  readonly anybodys: Reader | undefined;
  readonly exact: boolean;
  readonly random: boolean;
}

const ready = new WeakMap<ClusterNames, ReadonlyMap<Kind, readonly ReadyRow[]>>();

/**
 * What the creators' grammars read in a resource, as seen from the cluster of these names: every text that is ours, that
 * names another cluster in words of the creator's own, or that is a creator's and names none. The rows are made ready
 * once for each object of names, so hand over the same object each time.
 */
export function recognise(resource: Resource, names: ClusterNames): readonly Claim[] {
  let rows = ready.get(names);
  if (rows === undefined) ready.set(names, (rows = readyRows(names)));
  const claims: Claim[] = [];
  for (const row of rows.get(resource.kind) ?? []) {
    for (const text of textsOf(resource, row.row.field)) {
      const claim = claimOf(row, text, names.cluster);
      if (claim !== undefined) claims.push(claim);
    }
  }
  return claims.length > 1 ? withoutGuesses(claims) : claims;
}

function readyRows(names: ClusterNames): ReadonlyMap<Kind, readonly ReadyRow[]> {
  const known = knownTokens(names);
  return new Map(
    KINDS.map((kind) => [kind, ROWS.filter((row) => row.kind === kind).map((row) => readyRow(row, known))]),
  );
}

function readyRow(row: TextRow, known: readonly Tokens[]): ReadyRow {
  const { tokens } = row.template;
  const naming = tokens.filter((token) => NAMING.includes(token));
  const matters = tokens.some((token) => token === 'R' || token === 'N' || token === 'md');
  return {
    row,
    // What the creator knows alone says more than what it joins.
    naming: NAMING.filter((token) => naming.includes(token)),
    ours: naming.length === 0 ? [] : known.slice(0, matters ? known.length : 1).map((own) => row.template.reader(own)),
    anybodys: row.telling || naming.length === 0 ? row.template.reader() : undefined,
    exact: tokens.every((token) => FIXED.includes(token)),
    random: tokens.some((token) => RANDOM.includes(token)),
  };
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

function claimOf(ready: ReadyRow, text: string, own: string): Claim | undefined {
  const { row, naming, random } = ready;
  const about = { creator: row.creator, field: row.field, text, random, row };
  if (ready.ours.some((reader) => reader(text) !== undefined)) {
    return { ...about, cluster: own, exact: ready.exact, mine: true, foreign: false };
  }
  const read = ready.anybodys?.(text);
  if (read === undefined) return undefined;
  const cluster = naming.map((token) => read[token]).find((value) => value !== undefined);
  return { ...about, cluster, exact: false, mine: false, foreign: cluster !== undefined && cluster !== UNNAMED };
}

/**
 * One set of known tokens for each namespace. A machine deployment may have any name where the cluster's is a run's, so that
 * nobody else begins a name with it; else it is `md-0`, as the cluster stacks call theirs.
 */
function knownTokens({ cluster: C, prefix: P, namespaces }: ClusterNames): readonly Tokens[] {
  const md = isRunUnique(C) ? {} : { md: 'md-0' };
  return namespaces.map((N) => ({ C, N, P, ...md }));
}

/** The texts that stand in a field of a resource. */
export function textsOf(resource: Resource, field: Field): readonly string[] {
  if (field === 'name') return [resource.name];
  if (field === 'description') return resource.description === undefined ? [] : [resource.description];
  if (field === 'tag') return resource.tags;
  const value = resource.metadata[field.slice('metadata:'.length)];
  return value === undefined ? [] : [value];
}

/** All that creators write on a resource. */
export function textOf({ name, description, tags, metadata }: Resource): string {
  return [name, description, ...tags, ...Object.values(metadata)].join('\n');
}
