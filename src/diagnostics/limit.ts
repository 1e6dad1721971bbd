/** Bytes of one file, of all files of a cluster, and of what the page shows of one. */
export const MOST_FILE = 512 * 1024;
export const MOST_WHOLE = 20 * 1024 * 1024;
export const MOST_SHOWN = 4 * 1024;

/** A text that fits, and how many bytes had to go. */
export interface Cut {
  readonly text: string;
  readonly lost: number;
}

/** The end of a text, from the beginning of a line, in so many bytes; it says itself what is missing. Pure. */
export function lastBytes(text: string, most: number): Cut {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return { text, lost: 0 };
  const tail = bytes.subarray(bytes.length - most);
  const line = tail.indexOf('\n') + 1;
  const kept = tail.subarray(line < tail.length ? line : 0).toString();
  const lost = bytes.length - Buffer.byteLength(kept);
  return { text: `[${lost} bytes before this are left out]\n${kept}`, lost };
}

/** As many of the objects as fit into so many bytes, the first ones first, as a list in JSON. Pure. */
export function firstObjects(
  objects: readonly unknown[],
  most: number,
): { readonly text: string; readonly lost: number } {
  const kept: string[] = [];
  let used = 0;
  for (const object of objects) {
    const text = JSON.stringify(object, null, 1);
    used += Buffer.byteLength(text) + 2;
    if (used > most) break;
    kept.push(text);
  }
  return { text: `[\n${kept.join(',\n')}\n]\n`, lost: objects.length - kept.length };
}
