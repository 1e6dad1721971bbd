import type { Story } from './story.ts';
import { findingsPart, testsPart, verdictPart } from './summary.ts';

/** What reviewers read under a change: the verdict's sentence, why, and the tests that failed. Markdown; pure. */
export function commentOf(story: Story): string {
  const clusters = [...story.clusters.values()];
  const failed = clusters.some(({ suites }) => suites.some(({ state }) => state !== 'passed'));
  const parts = [
    verdictPart(story).replace(/^# (.*)\n\n/, (_, verdict: string) => `**${verdict}** `),
    findingsPart(story.findings, clusters),
    failed ? testsPart(clusters) : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
