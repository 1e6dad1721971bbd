import { join } from 'node:path';
import { writeWhole } from '../io/files.ts';
import type { Redactor } from '../io/redact.ts';
import { TroikaError, says } from '../model/error.ts';
import type { Event } from '../model/event.ts';
import { junitOf } from './junit.ts';
import { resultOf } from './result.ts';
import { storyOf } from './story.ts';
import type { Story } from './story.ts';
import { summaryOf } from './summary.ts';

const REPORTS: readonly { readonly file: string; content(story: Story): string }[] = [
  { file: 'result.json', content: (story) => `${JSON.stringify(resultOf(story), null, 2)}\n` },
  { file: 'junit.xml', content: junitOf },
  { file: 'summary.md', content: summaryOf },
];

/**
 * Writes result.json, junit.xml and summary.md of a run into its directory, from its events alone; each whole or not at all, all of
 * them redacted. One that fails does not keep the others from being written.
 * @returns the paths written
 * @throws TroikaError `broken` naming those that failed, after the others are written
 */
export async function writeReports(
  events: readonly Event[],
  directory: string,
  redactor: Redactor,
): Promise<readonly string[]> {
  const story = storyOf(events.map((event) => redacted(event, redactor)));
  const written: string[] = [];
  const failed: string[] = [];
  for (const { file, content } of REPORTS) {
    const path = join(directory, file);
    try {
      await writeWhole(path, content(story));
      written.push(path);
    } catch (error) {
      failed.push(`${path}: ${says(error)}`);
    }
  }
  if (failed.length === 0) return written;
  throw new TroikaError('broken', `cannot write ${failed.join('; ')}`, {
    hint: 'The journal holds everything: free the disk or mend the directory, then write them again with troika report.',
  });
}

/** A copy with every text in it redacted: before it is escaped for XML or Markdown, which would disguise a secret. */
function redacted<T>(value: T, redactor: Redactor): T {
  const hide = (part: unknown): unknown => {
    if (typeof part === 'string') return redactor.redact(part);
    if (Array.isArray(part)) return part.map(hide);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, hide(inner)]));
  };
  return hide(value) as T;
}
