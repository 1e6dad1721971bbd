/** A piece of a line in one style: `''`, `dim`, `green` … */
export interface Piece {
  readonly text: string;
  readonly style: string;
}

const STYLES: Readonly<Record<string, string>> = {
  '0': '',
  '1': 'bold',
  '2': 'dim',
  '31': 'red',
  '32': 'green',
  '33': 'yellow',
  '36': 'cyan',
};

/**
 * What a terminal shows after it was sent a text. Knows what Troika writes: lines, colours, going up, and clearing all
 * below. Throws for anything else, so that a picture is never a guess.
 */
export function screenAfter(sent: string): readonly (readonly Piece[])[] {
  let lines: Piece[][] = [[]];
  let row = 0;
  let style = '';
  for (const [token] of sent.matchAll(/\x1b\[[\d;?]*[A-Za-z]|[\r\n]|[^\x1b\r\n]+/g)) {
    if (token === '\n') {
      row += 1;
      lines[row] ??= [];
    } else if (token === '\r') continue;
    else if (!token.startsWith('\x1b')) lines[row]?.push({ text: token, style });
    else if (token.endsWith('m')) style = styleOf(token.slice(2, -1));
    else if (token.endsWith('A')) row = Math.max(0, row - Number(token.slice(2, -1)));
    else if (token.endsWith('J')) lines = [...lines.slice(0, row), []];
    else throw new Error(`the terminal was sent ${JSON.stringify(token)}, which this picture cannot show`);
  }
  return lines;
}

function styleOf(code: string): string {
  const style = STYLES[code === '' ? '0' : code];
  if (style === undefined) throw new Error(`no colour for SGR ${code}`);
  return style;
}
