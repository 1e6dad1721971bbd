import type { ClusterStory } from './clusterStory.ts';
import { markdownText } from './markdown.ts';

/** More lines than this of one suite tell nobody more; result.json has all. */
const MOST = 40;

/** What the states of suites rest on, for those that say it: an outage, an excused failure, a test that passed at last. Pure. */
export function evidencePart(clusters: readonly ClusterStory[]): string {
  const parts = clusters.flatMap(({ label, suites }) =>
    suites.flatMap(({ suite, state, class: broke, evidence = [] }) => {
      if (evidence.length === 0) return [];
      const more = evidence.length - MOST;
      const lines = evidence.slice(0, MOST).map((sentence) => `- ${markdownText(sentence)}`);
      const head = `${label}, ${suite}: ${state}${broke === undefined ? '' : ` (${broke})`}`;
      return [
        [`### ${markdownText(head)}`, '', ...lines, ...(more > 0 ? [`- and ${more} more; see result.json`] : [])].join(
          '\n',
        ),
      ];
    }),
  );
  return parts.length === 0 ? '' : ['## What the results rest on', ...parts].join('\n\n');
}
