import { expect } from 'chai';
import type { Event } from '../../src/model/event.ts';
import { plainReporter } from '../../src/report/plain.ts';
import { EAST, ENDED, LEFT, STARTED, WAITED, WEST, events } from './run.ts';

function lines(of: readonly Event[]): readonly string[] {
  let text = '';
  const reporter = plainReporter((piece) => {
    text += piece;
  });
  for (const event of of) reporter.on(event);
  return text.split('\n').slice(0, -1);
}

describe('Plain lines', () => {
  it('tell a run from its start to its verdict, each with its time', () => {
    expect(lines(ENDED)).to.deep.equal([
      '03:00:00Z run abcdefghi on bed: 2 clusters',
      '03:00:01Z west: waits: floating IPs: 1 free, 2 needed',
      '03:00:02Z east: admitted as tabcdefghia, slot 1',
      '03:00:03Z east: up …',
      '03:00:06Z east: up 3/12: the second worker',
      '03:00:07Z east: up done in 1m 05s',
      '03:00:08Z east: suites …',
      '03:00:09Z east: suite e2e failed, 1 of 3 tests passed: 2 tests ran, 1 failed, 1 were skipped',
      '03:00:10Z east: suites done in 4s',
      '03:00:11Z clean-up, round 1: 5 steps, 2 kept',
      '03:00:13Z east: network n1: in use',
      '03:00:14Z east, west: all is gone; not looked at: object-store',
      '03:00:15Z east: released',
      '03:00:16Z failed (exit code 1) after 1m 30s',
    ]);
  });

  it('say loudly what is left, and never that all is gone when a listing failed', () => {
    const text = lines(LEFT).join('\n');
    expect(text).to.contain('1 resource is LEFT');
    const unknown = lines(
      events(STARTED, { type: 'clean.verified', clusters: [EAST], left: [], unknown: ['port'], notLookedAt: [] }),
    );
    expect(unknown.at(-1)).to.contain('cannot say whether all is gone: port');
  });

  it('say at the end of the wait what it was for, and of what is kept until when and how it goes', () => {
    expect(lines(WAITED).slice(-2)).to.deep.equal([
      '03:12:00Z east: wait done in 12m 00s: 8m 00s for quota, 4m 00s for its turn',
      `03:12:10Z east: kept on request until 2026-01-01T07:00:00.000Z; to remove it: troika down ${EAST} --yes --cloud bed; to keep it longer: troika lease extend ${EAST} --for 4h --cloud bed`,
    ]);
  });

  it('do not repeat what was just said of a cluster', () => {
    const waits = [EAST, WEST, EAST, WEST].map(
      (cluster) => ({ type: 'cluster.waiting', cluster, why: 'no slot', for: 'slot' }) as const,
    );
    expect(
      lines(events(STARTED, ...waits, { type: 'cluster.waiting', cluster: EAST, why: 'no floating IP', for: 'quota' })),
    ).to.have.lengthOf(4);
  });

  it('stay one line each, whatever a cloud says', () => {
    const says = 'first\nsecond\r\u001b[2Jthird\u2028fourth';
    const told = lines(events(STARTED, { type: 'progress', cluster: EAST, phase: 'up', done: 1, total: 2, says }));
    expect(told.at(-1)).to.equal('03:00:01Z east: up 1/2: first second [2Jthird fourth');
  });
});
