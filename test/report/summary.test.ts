import { expect } from 'chai';
import type { TestCase } from '../../src/model/result.ts';
import { storyOf } from '../../src/report/story.ts';
import { summaryOf } from '../../src/report/summary.ts';
import { EAST, ENDED, KILLED, LEFT, STARTED, SUITE, WAITED, events } from './run.ts';

const summary = {
  ended: summaryOf(storyOf(ENDED)),
  killed: summaryOf(storyOf(KILLED)),
  left: summaryOf(storyOf(LEFT)),
};

describe('summary.md', () => {
  it('begins with the verdict, then says why and what to do', () => {
    expect(
      summary.ended.startsWith(
        '# failed\n\nRun abcdefghi on bed: demanded tests ran and some failed (exit code 1, 1m 30s).\n',
      ),
    ).to.equal(true);
    expect(summary.ended).to.contain('- **failed** (east): 1 of 2 tests failed\n  What to do: Read output.log.');
  });

  it('shows each cluster, its phases and its tests', () => {
    expect(summary.ended).to.contain('| east | tabcdefghia | footprint | 1 | e2e: failed | all gone |');
    expect(summary.ended).to.contain('| up | ok | 1m 05s |');
    expect(summary.ended).to.contain('| east | e2e | failed | 1 | 1 | 0 | 0 | 0 | 1 |');
    expect(summary.ended).to.contain('- east, e2e: pods \\| stop');
  });

  it('names what was kept and what was not looked at', () => {
    expect(summary.ended).to.contain('- kept: 2 resources that looked alike; plans/1.json says why');
    expect(summary.ended).to.contain('- services not looked at: object-store');
  });

  it('of a killed run says that it did not end, and claims nothing', () => {
    expect(summary.killed.startsWith('# Did not end\n')).to.equal(true);
    expect(summary.killed).to.contain('| suites | did not end |');
    expect(summary.killed).to.contain('- not verified: east (tabcdefghia)');
    expect(summary.killed).to.contain('- sent without an answer on record: 1 requests');
    expect(summary.killed).not.to.contain('all gone');
  });

  it('of a leak lists what is left, what is unknown and what was kept', () => {
    expect(summary.left).to.contain('# leaked');
    expect(summary.left).to.contain('Signals: SIGTERM.');
    for (const line of ['- left: volume v1', '- could not be listed: loadBalancer', '- kept on request: west'])
      expect(summary.left).to.contain(line);
  });

  it('shows what a cluster waited for, and what one that was never admitted waits for last', () => {
    const text = summaryOf(storyOf(WAITED));
    expect(text).to.contain('| wait | ok | 12m 00s | 8m 00s for quota, 4m 00s for its turn |');
    expect(text).to.contain('| wait | did not end |  | last for a slot: taken by others |');
  });

  it('says of what is kept until when, and how to remove it', () => {
    expect(summaryOf(storyOf(WAITED))).to.contain(
      `- kept on request: east (${EAST}) until 2026-01-01T07:00:00.000Z; to remove it: \`troika down ${EAST} --yes --cloud bed\`; ` +
        `to keep it longer: \`troika lease extend ${EAST} --for 4h --cloud bed\``,
    );
    const elsewhere = { ...STARTED, config: { runs: '/srv/runs' } };
    const passed = { type: 'run.ended', verdict: 'passed', exit: 0, seconds: 1, findings: [] } as const;
    const kept = { type: 'cluster.released', cluster: EAST, kept: true } as const;
    const text = summaryOf(storyOf(events(elsewhere, kept, passed)));
    for (const what of [`down ${EAST} --yes`, `lease extend ${EAST} --for 4h`])
      expect(text).to.contain(`\`troika ${what} --cloud bed --runs /srv/runs\``);
    expect(text).to.contain('1 cluster is kept, and everything else of ours is gone (exit code 0');
  });

  it('of a run without any suite says so', () => {
    expect(summaryOf(storyOf(events(STARTED)))).to.contain('No suite ran.');
  });

  it('lists fifty failed tests, and counts the others', () => {
    const cases = Array.from({ length: 53 }, (_none, index): TestCase => ({
      name: `test ${index}`,
      state: 'failed',
      seconds: 0,
    }));
    const text = summaryOf(
      storyOf(events(STARTED, { type: 'suite.ended', cluster: EAST, result: { ...SUITE, cases } })),
    );
    expect(text).to.contain('e2e: test 49\n- and 3 more');
    expect(text).not.to.contain('test 50');
  });

  it('shows texts as they are, not as markup', () => {
    const why = '<img src=x> **bold** | cell\n# head';
    const text = summaryOf(
      storyOf(
        events({ type: 'run.ended', verdict: 'broken', exit: 3, seconds: 1, findings: [{ verdict: 'broken', why }] }),
      ),
    );
    expect(text).to.contain('- **broken**: &lt;img src=x\\> \\*\\*bold\\*\\* \\| cell \\# head');
  });
});
