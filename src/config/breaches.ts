import type * as z from 'zod';
import type { Breach } from './rule.ts';

/** Everything that a schema finds wrong with a value. @param whole the value */
export function breachesIn(error: z.ZodError, whole: unknown): readonly Breach[] {
  return error.issues.flatMap((issue) => breachesOf(issue, whole));
}

/** A field of an object; undefined where it is none, or has no such field of its own. */
export function part(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

/** What zod says, in words without its own: an unknown key has the place of the key. */
function breachesOf(issue: z.core.$ZodIssue, whole: unknown): readonly Breach[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], says: issue.message }));
  }
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => ({ path: issue.path, says: inner.message }));
  const message = issue.message
    .replace(/^(Invalid input|Too small|Too big): /, '')
    .replace(/^Invalid discriminator value\. Expected/, 'expected one of');
  const missing = issue.path.reduce((inner, key) => part(inner, String(key)), whole) === undefined;
  return [
    { path: issue.path, says: missing ? `is missing (${message.replace(', received undefined', '')})` : message },
  ];
}
