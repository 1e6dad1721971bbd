import { Secret } from '../model/secret.ts';

const HIDDEN = '[secret]';
const SHORTEST = 4;

/** Knows every secret of this process and takes them out of any text, also base64- and URL-encoded. */
export interface Redactor {
  /** Makes a secret known. Texts shorter than four characters are not searched for: they would blank out everything. */
  secret(text: string): Secret;
  redact(text: string): string;
}

export function createRedactor(): Redactor {
  const forms = new Set<string>();
  return {
    secret(text) {
      if (text.length >= SHORTEST) for (const form of formsOf(text)) forms.add(form);
      return new Secret(text);
    },
    redact(text) {
      let clean = text;
      for (const form of forms) clean = clean.replaceAll(form, HIDDEN);
      return clean;
    },
  };
}

/**
 * A secret as it may stand in a log: plain, URL-encoded, and inside base64, where the three possible alignments leave
 * different middles. Longest first, so that no form leaves a piece of another behind.
 */
function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const head = shift === 0 ? 0 : shift + 1;
    const tail = ((bytes.length + shift) % 3 === 0 ? 0 : 1) + (encoded.match(/=*$/)?.[0].length ?? 0);
    return encoded.slice(head, encoded.length - tail);
  });
  const all = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), ...base64];
  return [...new Set(all)].filter((form) => form.length >= SHORTEST).sort((a, b) => b.length - a.length);
}
