import { source, type PieceOfText } from './pattern.ts';
import { BASE_LENGTH, isSuffix, tokenName, type TokenName, type Tokens } from './tokens.ts';

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
      const begins = beginning(pieces, all).slice(0, cut);
      let pattern: RegExp | undefined;
      return (read) => {
        if (!read.startsWith(begins)) return undefined;
        // A text of the full length may have lost its end: it is only known again when nothing in it is free.
        if (read.length >= cut)
          return tokens.every((token) => all[token] !== undefined) && read === this.write(all) ? all : undefined;
        // Most texts begin otherwise, so most patterns are never needed, and they are dear to make.
        pattern ??= new RegExp(`^${source(pieces, all)}$`);
        const match = pattern.exec(read);
        return match === null ? undefined : { ...all, ...match.groups };
      };
    },
  };
}

/** How every text begins that the pieces give, up to where it may be cut or free. */
function beginning(pieces: readonly PieceOfText[], known: Tokens): string {
  let begins = '';
  for (const piece of pieces) {
    const value = typeof piece === 'string' ? piece : known[piece.token];
    if (value === undefined) break;
    begins += value;
  }
  return begins.slice(0, BASE_LENGTH);
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
