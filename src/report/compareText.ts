import { countsText, partsOf, runText } from './compareParts.ts';
import type { Comparison } from './compareSchema.ts';
import { markdownText } from './markdown.ts';
import { onOneLine } from './width.ts';

/** Items of one part that are listed; --json has all. */
const MOST_ON_TERMINAL = 50;
/** The same in a comment, which has to stay short. */
const MOST_IN_COMMENT = 10;

/** A comparison for a terminal. Pure. */
export function compareText(comparison: Comparison): string {
  const parts = partsOf(comparison, MOST_ON_TERMINAL).map(({ title, count, items, more }) =>
    [
      `${title} (${count})`,
      ...items.flatMap(({ head, detail }) => [
        `  ${onOneLine(head)}`,
        ...(detail === undefined ? [] : [`      ${onOneLine(detail)}`]),
      ]),
      ...(more === 0 ? [] : [`  and ${more} more; --json has all`]),
    ].join('\n'),
  );
  return [
    `${runText(comparison.later)}, compared with ${runText(comparison.earlier)}:\n${countsText(comparison)}`,
    ...parts,
    ...(comparison.notes.length === 0 ? [] : [comparison.notes.join('\n')]),
    `${comparison.verdict} (exit code ${comparison.exit})`,
  ].join('\n\n');
}

/** A comparison for a comment, in Markdown. Pure. */
export function compareMarkdown(comparison: Comparison): string {
  const parts = partsOf(comparison, MOST_IN_COMMENT).map(({ title, count, items, more }) =>
    [
      `${markdownText(title)} (${count}):`,
      '',
      ...items.map(({ head, detail }) =>
        [`- ${markdownText(head)}`, ...(detail === undefined ? [] : [`  ${markdownText(detail)}`])].join('\n'),
      ),
      ...(more === 0 ? [] : [`- and ${more} more`]),
    ].join('\n'),
  );
  const { earlier, notes } = comparison;
  return [
    `**Compared with run ${markdownText(runText(earlier))}**: ${markdownText(countsText(comparison))}`,
    ...parts,
    ...(notes.length === 0 ? [] : [notes.map(markdownText).join(' ')]),
  ].join('\n\n');
}
