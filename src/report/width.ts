/** Characters that take two columns: CJK blocks, and what is drawn as an emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const NARROW = /[\p{M}\u200B-\u200F]/u;

/** A text without line ends and control characters, so that nobody's output moves the cursor. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + columnsOf(character), 0);
}

/** A text in exactly `columns`: cut with an ellipsis, or filled with blanks. */
export function fit(text: string, columns: number): string {
  const width = widthOf(text);
  if (width <= columns) return text + ' '.repeat(columns - width);
  let cut = '';
  let used = 0;
  for (const character of text) {
    if (used + columnsOf(character) > columns - 1) break;
    cut += character;
    used += columnsOf(character);
  }
  return columns < 1 ? '' : `${cut}…${' '.repeat(Math.max(0, columns - 1 - used))}`;
}

function columnsOf(character: string): number {
  if (NARROW.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
