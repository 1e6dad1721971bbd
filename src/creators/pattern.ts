import {
  BASE_LENGTH,
  isSuffix,
  PATTERNS,
  SUFFIX_LENGTH,
  SUFFIX_LETTERS,
  type TokenName,
  type Tokens,
} from './tokens.ts';

/** A template taken apart: words, and tokens between them. */
export type PieceOfText = string | { readonly token: TokenName };

/** A part of a pattern: `length` is undefined where it varies; `before` says that a name begins after it. */
interface Part {
  readonly length: number | undefined;
  readonly before?: boolean;
  shortened(length: number): string;
}

/** The source of a pattern for these pieces; before each suffix the name so far is cut, if its length is known. */
export function source(pieces: readonly PieceOfText[], known: Tokens): string {
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
