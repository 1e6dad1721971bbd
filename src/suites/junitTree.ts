import { SaxesParser } from 'saxes';

/** An element of a JUnit report with all that is in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text, CDATA included. */
  readonly text: string;
}

interface Building extends Element {
  readonly children: Building[];
  text: string;
}

/**
 * Reads a whole XML document; what is not well-formed to its last byte is an error, so a cut-off report never passes for a short one.
 * Text of `system-out`, `system-err` and `properties` is dropped.
 */
export function readTree(xml: string): { readonly root: Element } | { readonly broken: string } {
  const parser = new SaxesParser();
  const open: Building[] = [];
  let root: Building | undefined;
  let broken: string | undefined;
  const addText = (text: string): void => {
    const current = open.at(-1);
    if (current !== undefined && !NOISE.has(current.name)) current.text += text;
  };
  parser.on('error', (error) => {
    broken ??= error.message.split('\n')[0] ?? 'not well-formed';
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEEPEST) broken ??= `more than ${DEEPEST} elements deep`;
    const element: Building = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(xml).close();
  if (broken !== undefined) return { broken };
  return root === undefined ? { broken: 'empty' } : { root };
}

const DEEPEST = 100;
const NOISE = new Set(['system-out', 'system-err', 'property']);
