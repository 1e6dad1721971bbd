import { readFile } from 'node:fs/promises';
import { writeWhole } from '../io/files.ts';
import type { Redactor } from '../io/redact.ts';

/** A file that a program wrote, rewritten where it held a secret; undefined: it cannot be read. */
export async function readRedacted(path: string, redactor: Redactor): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const clean = redactor.redact(text);
  if (clean !== text) await writeWhole(path, clean);
  return clean;
}
