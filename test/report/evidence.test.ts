import { expect } from 'chai';
import { evidencePart } from '../../src/report/evidence.ts';
import { storyOf } from '../../src/report/story.ts';
import { EAST, events, STARTED, SUITE } from './run.ts';

function partOf(evidence: readonly string[]): string {
  const result = { ...SUITE, suite: 'ginkgo', state: 'broken', class: 'provision', evidence } as const;
  const story = storyOf(
    events(
      STARTED,
      { type: 'suite.ended', cluster: EAST, result: SUITE },
      { type: 'suite.ended', cluster: EAST, result },
    ),
  );
  return evidencePart([...story.clusters.values()]);
}

describe('What results rest on', () => {
  it('stands in the summary of suites that say it, as plain text', () => {
    const part = partOf(['worker-1: it was *not* Ready', 'flaky: a <b> passed']);
    expect(part).to.equal(
      [
        '## What the results rest on',
        '',
        '### east, ginkgo: broken (provision)',
        '',
        '- worker-1: it was \\*not\\* Ready',
        '- flaky: a &lt;b\\> passed',
      ].join('\n'),
    );
  });

  it('is cut where it grows long, and says so', () => {
    expect(partOf(Array.from({ length: 50 }, (_, index) => `sentence ${index}`))).to.match(
      /sentence 39\n- and 10 more; see result\.json$/,
    );
  });

  it('is nothing where no suite says it', () => {
    expect(partOf([])).to.equal('');
  });
});
