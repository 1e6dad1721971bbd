import { expect } from 'chai';
import { TroikaError } from '../../src/model/error.ts';
import type { SuiteResult } from '../../src/model/result.ts';
import { exitCode, worst } from '../../src/model/verdict.ts';
import { findingOf, findingOfSuite } from '../../src/runner/judge.ts';
import { judgeConformance } from '../../src/suites/judgeConformance.ts';
import { ENDS, FROM, TODAY, UNTIL, type Situation } from './situation.ts';
import { CLOUD_SITUATIONS } from './situationsCloud.ts';
import { REPORT_SITUATIONS } from './situationsReport.ts';
import { RUNNER_SITUATIONS } from './situationsRunner.ts';
import { WISH_SITUATIONS } from './situationsWish.ts';

const ALL = [...RUNNER_SITUATIONS, ...REPORT_SITUATIONS, ...CLOUD_SITUATIONS, ...WISH_SITUATIONS];

function judge({
  ended,
  report,
  seen = [],
  unwatched = [],
  known = [],
  reruns = [],
  kubernetes,
}: Situation): SuiteResult {
  const observed = { from: FROM, until: UNTIL, troubles: seen, unwatched };
  const at = { known, suite: 'e2e', cluster: 'east', kubernetes, today: TODAY };
  const judged = judgeConformance({ first: { ended, report }, reruns, observed, known: at, offsetMinutes: 0 });
  return { suite: 'e2e', ...judged, seconds: 1, files: [] };
}

/** How a run ends of which this suite was all. */
function exitOf({ ended }: Situation, result: SuiteResult): number {
  // Why the work was stopped is what such a run says, not what the suite made of it (runner/lifeTest.ts).
  if (ended.how === 'stopped' && ended.by === 'run')
    return exitCode(worst([findingOf(new TroikaError('interrupted', ended.says))]));
  const finding = findingOfSuite(result, 'c');
  return exitCode(worst(finding === undefined ? [] : [finding]));
}

describe('What happened elsewhere', () => {
  it('are 40 situations and more, each different, each with its source', () => {
    expect(ALL.length).to.be.at.least(40);
    expect(new Set(ALL.map(({ what }) => what)).size).to.equal(ALL.length);
    for (const { source } of ALL) {
      expect(source).to.match(/^[\w.-]+\/[\w.-]+(?: (?:issue|pull request) \d+|: [\w./-]+)/);
    }
  });

  for (const situation of ALL) {
    it(`${situation.what} (${situation.source}): ${situation.ends}`, () => {
      const result = judge(situation);
      const said = [result.says, ...(result.evidence ?? [])];
      const { state, class: as } = result;
      expect({ state, class: as, exit: exitOf(situation, result) }, result.says).to.deep.equal(ENDS[situation.ends]);
      expect(
        said.filter((sentence) => situation.says.test(sentence)),
        said.join('\n'),
      ).to.not.deep.equal([]);
      for (const [wanted, count] of Object.entries(situation.cases ?? {})) {
        const found = result.cases.filter((one) => (wanted === 'flaky' ? one.flaky : one.state === wanted));
        expect(found.length, wanted).to.equal(count);
      }
      if (state === 'passed') expect(result.cases.some((one) => one.state === 'passed')).to.equal(true);
    });
  }
});
