import type { Check, DoctorFile } from './doctorSchema.ts';
import { onOneLine } from './width.ts';

const WORDS: Readonly<Record<Check['state'], string>> = { ok: 'ok', warn: 'warn', bad: 'BAD', unchecked: '-' };
const COLUMN = 6;

/** Each check in a line, with its remedy in the next. Pure. */
export function doctorText({ checks, verdict }: DoctorFile): string {
  const lines = checks.flatMap(({ name, state, says, remedy }) => [
    `${WORDS[state].padEnd(COLUMN)}${name}: ${onOneLine(says)}`,
    ...(remedy === null ? [] : [`${' '.repeat(COLUMN)}${onOneLine(remedy)}`]),
  ]);
  const bad = checks.filter((check) => check.state === 'bad').length;
  const end =
    bad === 0 ? 'Nothing stands in the way of a run.' : `${bad} of ${checks.length} checks are bad: ${verdict}.`;
  return [...lines, '', end].join('\n');
}
