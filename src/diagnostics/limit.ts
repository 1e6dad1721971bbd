/** Bytes of one file, of all files of a cluster, and of what the page shows of one. */
export const MOST_FILE = 512 * 1024;
export const MOST_WHOLE = 20 * 1024 * 1024;
export const MOST_SHOWN = 4 * 1024;

/** The end of a text, and how many bytes before it had to go. */
export interface Cut {
  readonly text: string;
  readonly lost: number;
}

/** The end of a text, from the beginning of a line where there is one, in so many bytes. Pure. */
export function lastBytes(text: string, most: number): Cut {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return { text, lost: 0 };
  const tail = bytes.subarray(bytes.length - most);
  const line = tail.indexOf('\n') + 1;
  const kept = tail.subarray(line < tail.length ? line : 0).toString();
  return { text: kept, lost: bytes.length - Buffer.byteLength(kept) };
}

/**
 * A log without the line that its source may have cut in two: half a secret would not be known for one. Pure.
 * @param most bytes that the source gives at most
 * @param at where it cuts
 */
export function wholeLines(text: string, most: number, at: 'begin' | 'end'): string {
  if (Buffer.byteLength(text) < most) return text;
  return at === 'begin' ? text.slice(text.indexOf('\n') + 1) : text.slice(0, text.lastIndexOf('\n') + 1);
}

/** As many of the objects as fit into so many bytes, the first ones first, as a list in JSON. Pure. */
export function firstObjects(
  objects: Iterable<unknown>,
  most: number,
): { readonly text: string; readonly kept: readonly unknown[] } {
  const texts: string[] = [];
  const kept: unknown[] = [];
  let used = 0;
  for (const object of objects) {
    const text = JSON.stringify(object, null, 1);
    used += Buffer.byteLength(text) + 2;
    if (used > most) break;
    texts.push(text);
    kept.push(object);
  }
  return { text: `[\n${texts.join(',\n')}\n]\n`, kept };
}
