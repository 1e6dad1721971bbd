import { StringDecoder } from 'node:string_decoder';
import type { Redactor } from './redact.ts';

/** A line longer than this is written in pieces. */
const LONGEST_LINE = 64 * 1024;
/** No secret is longer than this; so much of an unfinished line is held back. */
const LONGEST_SECRET = 8 * 1024;

/** Bytes in pieces of any size; text out, redacted, in whole lines, so that a secret cut in two by a pipe is still found. */
export interface RedactedLines {
  /** The text that is ready now; may be empty. */
  push(bytes: Uint8Array): string;
  /** The rest, after the last bytes. */
  end(): string;
}

/** Turns the output of a program into text that may be kept. Bytes which are not UTF-8 become U+FFFD. */
export function redactedLines(redactor: Redactor): RedactedLines {
  const decoder = new StringDecoder('utf8');
  let pending = '';

  return {
    push(bytes) {
      pending += decoder.write(Buffer.from(bytes));
      const whole = pending.lastIndexOf('\n') + 1;
      const lines = redactor.redact(pending.slice(0, whole));
      pending = pending.slice(whole);
      if (pending.length <= LONGEST_LINE) return lines;
      const long = redactor.redact(pending);
      pending = long.slice(-LONGEST_SECRET);
      return lines + long.slice(0, -LONGEST_SECRET);
    },
    end() {
      const rest = redactor.redact(pending + decoder.end());
      pending = '';
      return rest;
    },
  };
}
