/**
 * One template gives both the writer and the reader of a text. Tokens, in braces:
 * `C` the cluster's name, `N` its namespace, `P` the prefix of a V1 management host, `R` = `N-C` (how Cluster API's
 * OpenStack provider joins them), `J` = `P-C` (how V1's scripts join them), `md` a machine deployment's topology name,
 * `gen` a V1 machine generation, `S1` … `S3` random suffixes of Kubernetes, `U` a UUID, `H` a UUID without dashes, `X` a SHA-256,
 * `ns`, `svc` namespace and name of a Service, `ing` the name of an Ingress, `nsvc` the two joined by `-`, `srv` a server's name,
 * `dev` a block device's name, `i` and `port` numbers, `name` any name, `version` the rest of the text.
 */
const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const NAME = '[A-Za-z0-9](?:[-._A-Za-z0-9]*[A-Za-z0-9])?';
/** A DNS subdomain (kubernetes/apimachinery util/validation). */
const SUBDOMAIN = '[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?';
const NUMBER = '0|[1-9][0-9]*';

/** Five of these, and nothing else, make a random suffix (kubernetes/apimachinery util/rand/rand.go). */
export const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

export const PATTERNS = {
  C: NAME,
  N: LABEL,
  P: NAME,
  R: NAME,
  J: NAME,
  md: LABEL,
  gen: 'gen[a-z][0-9]{2}',
  S1: `[${SUFFIX_LETTERS}]{5}`,
  S2: `[${SUFFIX_LETTERS}]{5}`,
  S3: `[${SUFFIX_LETTERS}]{5}`,
  U: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  H: '[0-9a-f]{31}',
  X: '[0-9a-f]{64}',
  ns: LABEL,
  svc: LABEL,
  ing: SUBDOMAIN,
  nsvc: LABEL,
  srv: LABEL,
  dev: LABEL,
  i: NUMBER,
  port: NUMBER,
  name: '[^\\s]+',
  version: '.+',
} as const;

export type TokenName = keyof typeof PATTERNS;
export type Tokens = { readonly [Name in TokenName]?: string };

/** A name made by Kubernetes' generator: what stands before a suffix is cut to 58, so that all is at most 63. No name holds a space. */
export const BASE_LENGTH = 58;
export const SUFFIX_LENGTH = 5;

/** True for the random suffixes of Kubernetes. */
export function isSuffix(token: TokenName): boolean {
  return token === 'S1' || token === 'S2' || token === 'S3';
}

/** The token of this name. Throws when there is none. */
export function tokenName(text: string): TokenName {
  if (!isTokenName(text)) throw new RangeError(`no token {${text}}`);
  return text;
}

function isTokenName(text: string): text is TokenName {
  return text in PATTERNS;
}
