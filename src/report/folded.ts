import { widthOf } from './width.ts';

/**
 * Where a line may be broken: behind punctuation, and before a name, a remark or a link of a chain. Never inside a command, nor
 * between the quotes of one of its words.
 */
const BREAKS = /(?:(?<=[.:;,]) | (?=[“(←]))(?=[^']*(?:'[^']*'[^']*)*$)/;
/** How far what continues a line is indented from its first word. */
const DEEPER = 2;

/**
 * A text whose lines a terminal shows whole where their parts allow that: what it is about stands first, and the reason, where it
 * does not fit beside it, on indented lines below. A part that is wider than the terminal stays whole, so that a
 * command can be copied. Pure.
 * @param columns of the terminal; undefined where there is none: then no line is broken
 */
export function folded(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .flatMap((line) => (widthOf(line) <= columns ? [line] : foldedLine(line, columns)))
    .join('\n');
}

function foldedLine(line: string, columns: number): readonly string[] {
  const parts = line.split(BREAKS);
  const indent = ' '.repeat(indentOf(line) + DEEPER);
  const head = headOf(parts, columns);
  const first = filled(parts.slice(0, head), columns, '', indent);
  return [...first, ...filled(parts.slice(head), columns, indent, indent)];
}

/** As many parts on each line as fit. */
function filled(parts: readonly string[], columns: number, first: string, others: string): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${part}`) <= columns) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(`${last === undefined ? first : others}${part}`);
  }
  return lines;
}

/** How many parts say what the line is about: up to the first colon that is not merely behind a word at its beginning. */
function headOf(parts: readonly string[], columns: number): number {
  let width = 0;
  for (const [index, part] of parts.entries()) {
    width += widthOf(part);
    if (part.endsWith(':') && width > columns / 4) return index + 1;
  }
  return parts.length;
}

/** Where the first word stands, behind the number of a step. */
function indentOf(line: string): number {
  return /^ *(\d+ )?/.exec(line)?.[0].length ?? 0;
}
