const NAMED = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Any text for an element's content or an attribute; control characters of a console are shown as U+FFFD. Pure. */
export function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\u{FFFD}')
    .replace(/[&<>"']/g, (one) => NAMED.get(one) ?? one);
}

/** A table; cells are any text. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${cells('th', head)}${rows.map((row) => cells('td', row)).join('')}</table>`;
}
