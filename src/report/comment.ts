import type { Story } from './story.ts';
import { findingsPart, testsPart, verdictPart } from './summary.ts';

/**
 * What reviewers read under a change, or who looks at a night: the verdict's sentence, why, what became of tests since an earlier build,
 * and the tests that failed. Markdown; pure.
 * @param compared Markdown; empty where nothing was compared
 */
export function commentOf(story: Story, compared: string): string {
  const clusters = [...story.clusters.values()];
  const failed = clusters.some(({ suites }) => suites.some(({ state }) => state !== 'passed'));
  const parts = [
    verdictPart(story).replace(/^# (.*)\n\n/, (_, verdict: string) => `**${verdict}** `),
    findingsPart(story.findings, clusters),
    compared.trim(),
    failed ? testsPart(clusters) : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
