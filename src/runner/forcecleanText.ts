import { cleanedText } from '../forceclean/render.ts';
import { folded } from '../report/folded.ts';
import type { ForcecleanFile } from '../report/forcecleanSchema.ts';
import { volumesText } from '../report/volumesText.ts';
import { countsOf, type Told } from './forcecleanReport.ts';

/** The result as people read it. Pure. @param columns of the terminal, where there is one */
export function removedText({ findings, clusters, directory }: Told, columns: number | undefined): string {
  const texts = clusters.flatMap(({ cluster, cleaned }) =>
    cleaned === undefined ? [] : [`${cluster}: ${cleanedText(cleaned)}`],
  );
  const looks = clusters.flatMap(({ cleaned }) => (cleaned === undefined ? [] : [cleaned]));
  const volumes = volumesText(looks, columns);
  const said = findings.map(
    (finding) => `${finding.verdict}: ${finding.why}${finding.hint === undefined ? '' : `\n  ${finding.hint}`}`,
  );
  const counts = countsText(countsOf(looks));
  const lines = [...texts, ...counts, ...volumes, ...said, `Written down in ${directory}`];
  return folded(lines.join('\n'), columns);
}

/** The size of the project before and after, in a sentence. */
function countsText(counts: ForcecleanFile['counts']): readonly string[] {
  if (counts === null) return [];
  const sum = (one: Readonly<Record<string, number | undefined>>): number =>
    Object.values(one).reduce<number>((total, number) => total + (number ?? 0), 0);
  return [`The project had ${sum(counts.before)} resources before, and has ${sum(counts.after)} now.`];
}
