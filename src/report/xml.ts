const NAMED = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/** What XML 1.0 cannot hold in any spelling (https://www.w3.org/TR/xml/#charsets): most control characters, and halves of pairs. */
const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** A text for an attribute or an element's content. What XML cannot hold becomes U+FFFD; line ends and tabs survive as they are. */
export function xmlText(text: string): string {
  return text
    .replace(IMPOSSIBLE, '\u{FFFD}')
    .replace(/[&<>"\t\n\r]/g, (character) => NAMED.get(character) ?? `&#${character.charCodeAt(0)};`);
}

/** An element; attributes that are undefined are left out, `content` is XML already. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: readonly string[] = [],
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${xmlText(String(value))}"`],
  );
  const open = `<${name}${written.join('')}`;
  return content.length === 0 ? `${open}/>` : `${open}>${content.join('\n')}</${name}>`;
}
