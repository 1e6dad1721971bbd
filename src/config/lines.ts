import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';

/** Where a node of a YAML text begins: its path as `pathText` writes it, and its line, counted from 1. */
export type Lines = ReadonlyMap<string, number>;

/** A path in a configuration as people read it: `clusters[1].footprint.workers`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

interface Open {
  readonly path: readonly PropertyKey[];
  readonly kind: 'sequence' | 'mapping' | 'key';
  /** Items seen so far. */
  index: number;
  /** Key whose value comes next; undefined: a key comes next. */
  key: string | undefined;
}

/**
 * Finds the line of every key and item of the first document. An alias is not followed: what stands behind it has the line of its anchor.
 * @throws an Error on bad syntax
 */
export function linesOf(text: string): Lines {
  const lines = new Map<string, number>();
  const lineAt = lineFinder(text);
  const open: Open[] = [];

  /** The path of the node that begins now; a mapping's key is the place of its value. */
  function place(start: number, key: string | undefined): readonly PropertyKey[] {
    const parent = open.at(-1);
    if (parent === undefined) return [];
    if (parent.kind === 'sequence') {
      const path = [...parent.path, parent.index];
      parent.index += 1;
      lines.set(pathText(path), lineAt(start));
      return path;
    }
    if (parent.key === undefined) {
      parent.key = key ?? '';
      const path = [...parent.path, parent.key];
      lines.set(pathText(path), lineAt(start));
      return path;
    }
    const path = [...parent.path, parent.key];
    parent.key = undefined;
    return path;
  }

  for (const event of parseEvents(text, {})) {
    if (event.type === EVENT_ID.SCALAR) place(event.valueStart, getScalarValue(text, event));
    else if (event.type === EVENT_ID.ALIAS) place(event.anchorStart, undefined);
    else if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) {
      const kind = event.type === EVENT_ID.SEQUENCE ? 'sequence' : 'mapping';
      open.push({ path: place(event.start, undefined), kind, index: 0, key: undefined });
    } else if (event.type === EVENT_ID.POP && open.pop() === undefined) break;
  }
  return lines;
}

/** The line of the nearest thing that the text itself shows: a missing key has the line of its object. */
export function lineOf(lines: Lines, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(pathText(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return undefined;
}

/** Line of an offset, for offsets that only grow. */
function lineFinder(text: string): (offset: number) => number {
  let line = 1;
  let seen = 0;
  return (offset) => {
    for (; seen < offset; seen += 1) if (text[seen] === '\n') line += 1;
    return line;
  };
}
