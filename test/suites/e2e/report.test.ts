import { expect } from 'chai';
import fc from 'fast-check';
import { accountOf } from '../../../src/suites/ginkgo/account.ts';
import { readGinkgoReport } from '../../../src/suites/e2e/report.ts';
import { readTranscript } from '../../../src/suites/e2e/transcript.ts';
import { names, runOf, written } from './written.ts';

/** What a report of a run of these tests says as a whole. */
function verdict(xml: string, demanded: readonly string[]): string {
  const report = readGinkgoReport(xml);
  if ('broken' in report) return `broken: ${report.broken}`;
  const account = accountOf(report, demanded, readTranscript().told);
  if ('broken' in account) return `broken: ${account.broken}`;
  return account.cases.every(({ state }) => state === 'passed') ? 'passed' : 'not passed';
}

const full = process.env['TROIKA_FULL'] === '1';

/** The same numbers below `below` for the same seed (mulberry32). */
function drawn(seed: number, below: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

describe('A report of Ginkgo', function () {
  this.timeout(600_000);

  it('has each state as the program means it', () => {
    const report = readGinkgoReport(
      written([
        { name: '[ReportBeforeSuite]', status: 'passed' },
        { name: '[It] a', status: 'passed' },
        { name: '[It] b', status: 'failed', message: '[FAILED] no & never\nIn [It] at: x.go:1' },
        { name: '[It] c', status: 'skipped', message: 'Only for gce (not skeleton)' },
        { name: '[It] d', status: 'skipped' },
        { name: '[It] e', status: 'pending' },
        { name: '[It] f', status: 'timedout' },
        { name: '[It] g', status: 'interrupted', message: '[INTERRUPTED] Interrupted by User' },
        { name: '[It] h', status: 'panicked' },
        { name: '[It] i', status: 'aborted' },
        { name: '[SynchronizedAfterSuite]', status: 'failed', message: '\nnodes are gone\nat y.go:2' },
      ]),
    );
    if ('broken' in report) throw new Error(report.broken);
    expect(report.leaves.map(({ name, state }) => `${name} ${state}`)).to.deep.equal([
      'a passed',
      'b failed',
      'c skipped',
      'd left out',
      'e left out',
      'f failed',
      'g not run',
      'h failed',
      'i failed',
    ]);
    expect(report.leaves[1]).to.include({ seconds: 1.5, message: '[FAILED] no & never\nIn [It] at: x.go:1' });
    expect(report.leaves[2]?.message).to.equal('Only for gce (not skeleton)');
    expect(report.around).to.deep.equal(['[SynchronizedAfterSuite] failed: nodes are gone']);
    expect(report.notBegun).to.equal(false);
  });

  it('is broken where a state is unknown, or contradicts what stands below it', () => {
    const xml = runOf(['a']);
    expect(verdict(xml, ['a'])).to.equal('passed');
    expect(verdict(xml.replace(/(\[It\] a".*status=")passed/, '$1fine'), ['a'])).to.contain('broken');
    expect(verdict(xml.replace(/(\[It\] a".*status=")passed/, '$1failed'), ['a'])).to.contain('broken');
    const failed = runOf(['a'], 0, () => 'failed');
    expect(verdict(failed, ['a'])).to.equal('not passed');
    expect(verdict(failed.replace('status="failed"', 'status="passed"'), ['a'])).to.contain('broken');
  });

  it('is never passed when it is cut off, at whatever byte', () => {
    const tests = names(90);
    const xml = Buffer.from(runOf(tests));
    expect(xml.length).to.be.within(20_000, 24_000);
    expect(verdict(xml.toString(), tests)).to.equal('passed');
    for (let length = 0; length < xml.length; length += 1)
      expect(verdict(xml.subarray(0, length).toString(), tests), `${length} bytes`).to.match(/^broken/);
  });

  it('is never passed when it is cut off and as long as that of all tests of Kubernetes', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const tests = names(103);
    const xml = Buffer.from(runOf(tests, 7041));
    expect(xml.length).to.be.within(2_600_000, 2_800_000);
    expect(verdict(xml.toString(), tests)).to.equal('passed');
    const draw = drawn(seed, xml.length);
    for (let round = 0; round < (full ? 2000 : 40); round += 1) {
      const length = draw();
      expect(verdict(xml.subarray(0, length).toString(), tests), `seed ${seed}: ${length} bytes`).to.match(/^broken/);
    }
  });

  it('does not become passed by changed bytes', () => {
    const tests = names(90);
    const statuses = ['passed', 'failed', 'interrupted', 'skipped'];
    for (const bad of statuses.slice(1)) {
      const xml = Buffer.from(runOf(tests, 5, (index) => (index === 44 ? bad : 'passed')));
      expect(verdict(xml.toString(), tests)).to.equal('not passed');
      const changes = fc.array(fc.tuple(fc.nat(xml.length - 1), fc.integer({ min: 0, max: 255 })), {
        minLength: 1,
        maxLength: 4,
      });
      // fast-check prints its seed where this does not hold.
      fc.assert(
        fc.property(changes, (bytes) => {
          const changed = Buffer.from(xml);
          for (const [at, byte] of bytes) changed[at] = byte;
          return verdict(changed.toString(), tests) !== 'passed';
        }),
        { numRuns: full ? 3000 : 200 },
      );
    }
  });

  it('of 7,000 tests that were left out is read in no time, and they are a number', () => {
    const tests = names(103);
    const xml = runOf(tests, 7041);
    const begun = performance.now();
    const report = readGinkgoReport(xml);
    if ('broken' in report) throw new Error(report.broken);
    const account = accountOf(report, tests, readTranscript().told);
    const took = performance.now() - begun;
    expect(account).to.include({ deselected: 7041 });
    expect(JSON.stringify(account).length).to.be.below(30_000);
    expect(took).to.be.below(5000);
  });
});
