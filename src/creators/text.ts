/**
 * One template gives both the writer and the reader of a text. Tokens, in braces:
 * `C` the cluster's name, `N` its namespace, `P` the prefix of a V1 management host, `R` = `N-C` (how Cluster API's
 * OpenStack provider joins them), `J` = `P-C` (how V1's scripts join them), `md` a machine deployment's topology name,
 * `gen` a V1 machine generation, `S1` … `S3` random suffixes of Kubernetes, `U` a UUID, `H` a UUID without dashes,
 * `ns`, `svc` namespace and name of a Service (or Ingress), `nsvc` the two joined by `-`, `srv` a server's name,
 * `dev` a block device's name, `i` and `port` numbers, `name` any name, `version` the rest of the text.
 */
const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const NAME = '[A-Za-z0-9](?:[-._A-Za-z0-9]*[A-Za-z0-9])?';
const NUMBER = '0|[1-9][0-9]*';

/** Five of these, and nothing else, make a random suffix (kubernetes/apimachinery util/rand/rand.go). */
export const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

const PATTERNS = {
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
  ns: LABEL,
  svc: LABEL,
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
const BASE_LENGTH = 58;
const SUFFIX_LENGTH = 5;

export interface Template {
  readonly text: string;
  /** Its tokens, in order. */
  readonly tokens: readonly TokenName[];
  /** The text with its tokens filled in, cut as the creator cuts it. Throws when a token is missing. */
  write(tokens: Tokens): string;
  /**
   * Makes a reader for texts that this template could have written: it answers their tokens, or undefined. What is
   * `known` must stand there literally (and where a suffix is cut to fit, the cut is computed); the rest follows its
   * token's grammar, from the first character to the last. Made once, it reads many texts.
   */
  reader(known?: Tokens): Reader;
}

export type Reader = (text: string) => Tokens | undefined;

type PieceOfText = string | { readonly token: TokenName };

/** @param cut the creator cuts the finished text to this many characters */
export function template(text: string, cut = Infinity): Template {
  const pieces = text.split(/\{(\w+)\}/).map((piece, index) => (index % 2 === 0 ? piece : { token: tokenName(piece) }));
  const tokens = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.token]));
  return {
    text,
    tokens,
    write: (given) => filled(pieces, joined(given), text).slice(0, cut),
    reader(known = {}) {
      const all = joined(known);
      const pattern = new RegExp(`^${source(pieces, all)}$`);
      // A text of the full length may have lost its end: it is only known again when nothing in it is free.
      const whole = tokens.every((token) => all[token] !== undefined) ? this.write(all) : undefined;
      return (read) => {
        if (read.length >= cut) return read === whole ? all : undefined;
        const match = pattern.exec(read);
        return match === null ? undefined : { ...all, ...match.groups };
      };
    },
  };
}

function filled(pieces: readonly PieceOfText[], tokens: Tokens, template: string): string {
  let written = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      written += piece;
      continue;
    }
    const value = tokens[piece.token];
    if (value === undefined) throw new RangeError(`no {${piece.token}} given for “${template}”`);
    const begins = written.lastIndexOf(' ') + 1;
    written = (isSuffix(piece.token) ? written.slice(0, begins + BASE_LENGTH) : written) + value;
  }
  return written;
}

/** The tokens with `R` and `J` worked out from what they join. */
function joined(tokens: Tokens): Tokens {
  const { C, N, P } = tokens;
  return {
    ...(N === undefined || C === undefined ? {} : { R: `${N}-${C}` }),
    ...(P === undefined || C === undefined ? {} : { J: `${P}-${C}` }),
    ...tokens,
  };
}

/** A part of a pattern: `length` is undefined where it varies; `before` says that a name begins after it. */
interface Part {
  readonly length: number | undefined;
  readonly before?: boolean;
  shortened(length: number): string;
}

/** The pattern's source; before each suffix the name so far is cut, if its length is known. */
function source(pieces: readonly PieceOfText[], known: Tokens): string {
  let parts: Part[] = [];
  for (const piece of pieces) {
    const value = typeof piece === 'string' ? piece : known[piece.token];
    if (typeof piece !== 'string' && isSuffix(piece.token)) parts = cutName(parts);
    if (value !== undefined) parts.push(...literals(value));
    else if (typeof piece !== 'string') parts.push(isSuffix(piece.token) ? suffix(piece.token) : free(piece.token));
  }
  return parts.map((part) => part.shortened(part.length ?? 0)).join('');
}

function cutName(parts: readonly Part[]): Part[] {
  const begins = parts.findLastIndex((part) => part.before === true) + 1;
  const name = parts.slice(begins);
  if (name.some((part) => part.length === undefined)) return [...parts];
  let left = BASE_LENGTH;
  const kept = name.map((part) => {
    const length = Math.min(part.length ?? 0, left);
    left -= length;
    return { ...part, length };
  });
  return [...parts.slice(0, begins), ...kept.filter((part) => part.length > 0)];
}

/** A literal text, divided after its last space. */
function literals(text: string): readonly Part[] {
  const begins = text.lastIndexOf(' ') + 1;
  return [
    ...(begins === 0 ? [] : [{ ...literal(text.slice(0, begins)), before: true }]),
    ...(begins === text.length ? [] : [literal(text.slice(begins))]),
  ];
}

function literal(text: string): Part {
  return { length: text.length, shortened: (length) => text.slice(0, length).replace(/[.*+?^${}()|[\]\\]/g, '\\$&') };
}

function suffix(token: TokenName): Part {
  return { length: SUFFIX_LENGTH, shortened: (length) => `(?<${token}>[${SUFFIX_LETTERS}]{${length}})` };
}

function free(token: TokenName): Part {
  return { length: undefined, shortened: () => `(?<${token}>${PATTERNS[token]})` };
}

function isSuffix(token: TokenName): boolean {
  return token === 'S1' || token === 'S2' || token === 'S3';
}

function tokenName(text: string): TokenName {
  if (!isTokenName(text)) throw new RangeError(`no token {${text}}`);
  return text;
}

function isTokenName(text: string): text is TokenName {
  return text in PATTERNS;
}
