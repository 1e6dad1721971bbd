import { expect } from 'chai';
import type { Event } from '../../src/model/event.ts';
import { resultFile, resultSchema } from '../../src/report/resultSchema.ts';
import type { ResultFile } from '../../src/report/resultSchema.ts';
import { resultOf } from '../../src/report/result.ts';
import { storyOf } from '../../src/report/story.ts';
import { ENDED, KILLED, LEFT, WAITED } from './run.ts';

/** Through JSON and the schema, as a reader gets it. */
function result(of: readonly Event[]): ResultFile {
  return resultFile.parse(JSON.parse(JSON.stringify(resultOf(storyOf(of)))));
}

describe('result.json', () => {
  for (const [name, of] of Object.entries({
    ENDED,
    KILLED,
    LEFT,
    WAITED,
    beginnings: ENDED.slice(0, 1),
    nothing: [],
  })) {
    it(`of ${name} has its schema, and counts that add up`, () => {
      const { tests, suites, effects, clusters } = result(of);
      expect(tests.passed + tests.failed + tests.skipped + tests.known + tests.infrastructure + tests.notRun).to.equal(
        tests.total,
      );
      expect(suites.passed + suites.failed + suites.broken).to.equal(suites.total);
      expect(effects.succeeded + effects.failed + effects.unanswered).to.equal(effects.sent);
      expect(
        clusters
          .flatMap((cluster) => cluster.suites.map((suite) => suite.counts.total))
          .reduce((sum, one) => sum + one, 0),
      ).to.equal(tests.total);
    });
  }

  it('of a run that ended has its verdict, findings and counts', () => {
    const read = result(ENDED);
    expect(read).to.include({
      version: 2,
      ended: true,
      verdict: 'failed',
      exit: 1,
      seconds: 90,
      runId: 'abcdefghi',
      cloud: 'bed',
    });
    expect(read.tests).to.deep.equal({
      total: 3,
      passed: 1,
      failed: 1,
      skipped: 1,
      known: 0,
      infrastructure: 0,
      notRun: 0,
      flaky: 0,
    });
    expect(read.effects).to.deep.equal({ sent: 2, succeeded: 1, failed: 1, unanswered: 0 });
    expect(read.findings[0]?.hint).to.equal('Read output.log.');
    expect(read.notLookedAt).to.deep.equal(['object-store']);
    expect(
      read.clusters.map((cluster) => [cluster.label, cluster.slot, cluster.verified, cluster.released]),
    ).to.deep.equal([
      ['east', 1, true, 'released'],
      ['west', null, true, 'no'],
    ]);
  });

  it('of a killed run has no verdict, and the phase and the effect that did not end', () => {
    const read = result(KILLED);
    expect(read).to.include({ ended: false, verdict: null, exit: null, seconds: null });
    expect(read.effects).to.include({ sent: 2, unanswered: 1 });
    expect(read.clusters[0]?.phases.map((phase) => [phase.phase, phase.ok])).to.deep.equal([
      ['up', true],
      ['suites', null],
    ]);
    expect(read.clusters[0]?.verified).to.equal(false);
  });

  it('of a leak names what is left, what is unknown, and the signal', () => {
    const read = result(LEFT);
    expect(read.left).to.deep.equal([{ kind: 'volume', id: 'v1' }]);
    expect(read.unknown).to.deep.equal(['loadBalancer']);
    expect(read.signals).to.deep.equal(['SIGTERM']);
    expect(read.clusters[1]?.released).to.equal('kept');
  });

  it('sums what each cluster waited for, and says until when one is kept', () => {
    const [east, west] = result(WAITED).clusters;
    expect(east).to.deep.include({ waited: { turn: 240, quota: 480 }, keptUntil: '2026-01-01T07:00:00.000Z' });
    expect(west).to.deep.include({ waited: {}, keptUntil: null });
  });

  it('says of a cluster what its last verification said, not an earlier one', () => {
    const again = LEFT.map((event): Event =>
      event.type === 'clean.verified' ? { ...event, left: [], unknown: [] } : event,
    );
    expect(result([...LEFT, ...again]).left).to.deep.equal([]);
  });

  it('has a JSON Schema that allows no other field', () => {
    expect(resultSchema()).to.include({ additionalProperties: false, type: 'object' });
  });
});
