import { durationText } from './duration.ts';
import type { SweepView } from './sweepSchema.ts';
import { onOneLine } from './width.ts';

/** What two looks at a project have shown of dead runs, for people. Pure. */
export function sweepText(view: SweepView): string {
  const parts = [deadPart(view), sparedPart(view), unclaimedPart(view), bookText(view.bookRemains), unseenPart(view)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function deadPart({ dead, at, firstAt, book, projectId, cloud, limit }: SweepView): string {
  const where = `project ${projectId} of cloud ${onOneLine(cloud)}`;
  const none = book === null ? ['There is no lease book in this project, so no run holds anything in it.'] : [];
  if (dead.length === 0) return [`No leftovers of dead runs in ${where}.`, ...none].join('\n');
  const rest = dead.filter((one) => !one.next).map((one) => one.cluster);
  return [
    `LEFTOVERS OF DEAD RUNS in ${where}, seen twice ${seconds(firstAt, at)} s apart`,
    ...none,
    ...dead.filter((one) => one.next).flatMap((one) => deadLines(one, at)),
    ...(rest.length === 0
      ? []
      : [`For the next sweep, since one removes ${limit} at most (--limit): ${rest.join(', ')}`]),
  ].join('\n');
}

function deadLines(one: SweepView['dead'][number], at: string): readonly string[] {
  const doubt = one.undecided === 0 ? '' : ` and ${one.undecided} undecided`;
  const kinds = Object.entries(one.kinds).map(([kind, number]) => `${number} ${kind}`);
  return [
    `${one.cluster}  ${one.resources} ${one.resources === 1 ? 'resource' : 'resources'}${doubt}: ${kinds.join(', ')}`,
    `  the last of it was made ${durationText(seconds(one.newestAt, at))} ago`,
    `  known by: ${onOneLine(one.because)}`,
  ];
}

function sparedPart({ spared }: SweepView): string {
  if (spared.length === 0) return '';
  const lines = spared.flatMap(({ cluster, why, hint }) => [
    `${cluster}  ${onOneLine(why)}`,
    ...(hint === null ? [] : [`  ${onOneLine(hint)}`]),
  ]);
  return ['LEFT ALONE', ...lines].join('\n');
}

function unclaimedPart({ unclaimed }: SweepView): string {
  if (unclaimed.length === 0) return '';
  const lines = unclaimed.map(({ kind, id, name, createdAt, sizeGiB, says }) => {
    const called = name === '' ? id : `${onOneLine(name)} (${id})`;
    const size = sizeGiB === null ? '' : `, ${sizeGiB} GiB`;
    return `${kind} ${called}${size}${createdAt === null ? '' : `, made ${createdAt}`}: ${onOneLine(says)}`;
  });
  return ['NOBODY CLAIMS, and no sweep removes', ...lines].join('\n');
}

/** What is left of lease books, and what became of it. Pure. */
export function bookText(bookRemains: SweepView['bookRemains']): string {
  if (bookRemains.length === 0) return '';
  const lines = bookRemains.map(
    ({ id, createdAt, result }) => `network ${id}, made ${createdAt ?? '?'}${saysResult(result)}`,
  );
  return ['REMAINS OF A LEASE BOOK that is not the book', ...lines].join('\n');
}

function saysResult(result: SweepView['bookRemains'][number]['result']): string {
  if (result === null) return '';
  if (result === 'accepted' || result === 'gone') return ': removed';
  return result === 'busy' ? ': left, it is in use by now' : `: left, its deletion was answered ${result}`;
}

/** Each plan says it, too. */
function unseenPart({ notLookedAt, dead }: SweepView): string {
  return notLookedAt.length === 0 || dead.length > 0
    ? ''
    : `Services not looked at: ${notLookedAt.map(onOneLine).join(', ')}`;
}

function seconds(earlier: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 1000);
}
