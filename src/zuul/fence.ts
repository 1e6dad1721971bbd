/** The most of a commit message or description that is looked at, and of a request block in it. */
const LONGEST_MESSAGE = 65_536;
const LONGEST_BLOCK = 4096;

/** The text between the fences of a request block. */
export interface Block {
  readonly text: string;
  /** Line of the message in which `text` begins, from 1. */
  readonly line: number;
}

const OPENS = /^ {0,3}(`{3,})troika[ \t]*$/;

/**
 * Finds the request block of a message: a fenced block of Markdown whose info string is `troika`.
 * @returns the block, nothing where there is none, or what is wrong with it
 */
export function requestBlock(message: string): Block | undefined | { readonly wrong: string; readonly line: number } {
  const lines = message.slice(0, LONGEST_MESSAGE).split(/\r?\n/);
  const opening = lines.findIndex((line) => OPENS.test(line));
  if (opening < 0) return undefined;
  const fence = OPENS.exec(lines[opening] ?? '')?.[1] ?? '```';
  const closes = new RegExp(`^ {0,3}\`{${fence.length},}[ \\t]*$`);
  const length = lines.slice(opening + 1).findIndex((line) => closes.test(line));
  if (length < 0) return { wrong: 'the block has no end', line: opening + 1 };
  const second = lines.findIndex((line, index) => index > opening + length + 1 && OPENS.test(line));
  if (second >= 0) return { wrong: 'there is a second block', line: second + 1 };
  const text = lines.slice(opening + 1, opening + 1 + length).join('\n');
  const bytes = Buffer.byteLength(text);
  if (bytes > LONGEST_BLOCK)
    return { wrong: `the block has ${bytes} bytes; ${LONGEST_BLOCK} are allowed`, line: opening + 1 };
  return { text, line: opening + 2 };
}
