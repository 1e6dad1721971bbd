import type { SuiteResult } from '../model/result.ts';
import type { BrokenClass } from '../model/verdict.ts';
import type { Account } from './account.ts';
import { causeOf, missingFor, type Cause } from './judgeCause.ts';
import type { Judged } from './judgeTests.ts';
import type { Observed } from './observed.ts';
import type { Attempt } from './trial.ts';

/** What the rules look at. */
export interface Facts {
  readonly ended: Attempt['ended'];
  /** Why the report cannot be trusted. */
  readonly distrust: string | undefined;
  readonly account: Account;
  readonly tests: Judged;
  readonly observed: Observed;
}

interface Verdict {
  readonly state: SuiteResult['state'];
  readonly class?: BrokenClass;
  readonly says: string;
  /** What would have to be known to say more. */
  readonly missing?: string;
}

/** One rule: what must be so, in words for docs/conformance.md, and what follows; undefined where it is not so. */
export interface Rule {
  readonly when: string;
  readonly then: string;
  judge(facts: Facts): Verdict | undefined;
}

const broken = (as: BrokenClass, says: string, missing?: string): Verdict => ({
  state: 'broken',
  class: as,
  says,
  ...(missing === undefined ? {} : { missing }),
});

/** Broken by what was seen, which the sentence then ends with; by what a suite stands on where nothing was. */
const brokenBy = (cause: Cause | undefined, says: string, missing?: string): Verdict =>
  cause === undefined ? broken('suite-infrastructure', says, missing) : broken(cause.class, `${says}; ${cause.says}`);

const neverBegan = ({ ended, observed }: Facts): Verdict =>
  brokenBy(causeOf(observed, true), `it never came to its first test: ${ended.says}`, missingFor(observed));

const endedTooEarly = ({ ended, observed }: Facts): Verdict =>
  brokenBy(causeOf(observed, false), `it did not come to its end: ${ended.says}`, missingFor(observed));

/** Most runners say themselves who stopped them. */
function stoppedBy(whom: string, says: string): string {
  return says.startsWith('stopped') ? says : `stopped by ${whom}: ${says}`;
}

/** How a suite is judged: from the top, the first that applies. */
export const RULES: readonly Rule[] = [
  {
    when: 'the run was stopped',
    then: 'broken; the run says why it stopped',
    judge: ({ ended }) =>
      ended.how === 'stopped' && ended.by === 'run'
        ? { state: 'broken', says: stoppedBy('the end of the run', ended.says) }
        : undefined,
  },
  {
    when: 'the deadline of the run stopped it',
    then: 'broken (timeout)',
    judge: ({ ended }) =>
      ended.how === 'stopped' && ended.by === 'deadline'
        ? broken('timeout', stoppedBy('the deadline of the run', ended.says))
        : undefined,
  },
  {
    when: 'it never came to its first test, and something was seen that explains it',
    then: 'broken (the class of what was seen)',
    judge(facts) {
      const { ended, tests, observed } = facts;
      const waited = ended.how === 'never started' || (ended.how === 'stopped' && tests.ended === 0);
      return waited && causeOf(observed, true) !== undefined ? neverBegan(facts) : undefined;
    },
  },
  {
    when: 'it never came to its first test, and nothing explains it',
    then: 'broken (suite-infrastructure), with what is missing',
    judge: (facts) => (facts.ended.how === 'never started' ? neverBegan(facts) : undefined),
  },
  {
    when: 'its own time limit stopped it',
    then: 'broken (timeout)',
    judge: ({ ended }) =>
      ended.how === 'stopped' ? broken('timeout', stoppedBy('its own time limit', ended.says)) : undefined,
  },
  {
    when: 'it died, and something was seen shortly before that explains it',
    then: 'broken (the class of what was seen)',
    judge: (facts) =>
      facts.ended.how === 'died' && causeOf(facts.observed, false) !== undefined ? endedTooEarly(facts) : undefined,
  },
  {
    when: 'it died, and nothing explains it',
    then: 'broken (suite-infrastructure), with what is missing',
    judge: (facts) => (facts.ended.how === 'died' ? endedTooEarly(facts) : undefined),
  },
  {
    when: 'its report is missing, cut off or damaged, or names a test twice',
    then: 'broken (suite-infrastructure)',
    judge: ({ ended, distrust }) =>
      distrust === undefined
        ? undefined
        : broken('suite-infrastructure', `${distrust} (the runner says: ${ended.says})`),
  },
  {
    when: 'its report has more or fewer tests than it said it would run',
    then: 'broken (suite-infrastructure)',
    judge: ({ account: { announced, cases } }) =>
      announced === undefined || announced === cases.length
        ? undefined
        : broken('suite-infrastructure', `${announced} tests were announced, and its report has ${cases.length}`),
  },
  {
    when: 'no demanded test ran: there are none, or all were skipped or did not end',
    then: 'broken (the class of what was seen, else suite-infrastructure)',
    judge({ account: { cases }, tests, observed }) {
      if (tests.ran > 0) return undefined;
      const says =
        cases.length === 0 ? 'no test was demanded: focus and skip leave none' : `no test ran: ${tests.counts}`;
      return brokenBy(causeOf(observed, true), says);
    },
  },
  {
    when: 'it says that all passed, and its report that some failed; or it says that not all did, and its report that all did',
    then: 'broken (suite-infrastructure): one of the two is wrong',
    judge({ ended, account: { cases } }) {
      if (ended.how !== 'completed' || ended.passed === undefined) return undefined;
      const green = cases.every(({ state }) => state === 'passed' || state === 'skipped');
      const red = cases.some(({ state }) => state === 'failed');
      if (ended.passed ? !red : !green) return undefined;
      const report = red ? 'that tests failed' : 'that none failed';
      return broken('suite-infrastructure', `the runner says: ${ended.says}; its report says ${report}: they disagree`);
    },
  },
  {
    when: 'a test failed, and neither a known failure excuses it nor is the cloud at fault',
    then: 'failed',
    judge: ({ tests }) => (tests.failed > 0 ? { state: 'failed', says: tests.counts } : undefined),
  },
  {
    when: "no test failed but by the cloud's fault",
    then: 'broken (the class of that fault)',
    judge: ({ tests }) =>
      tests.faultClass === undefined ? undefined : broken(tests.faultClass, `the cloud is at fault: ${tests.counts}`),
  },
  {
    when: 'a demanded test did not come to its end',
    then: 'broken (the class of what was seen, else suite-infrastructure, with what is missing)',
    judge: ({ tests, observed }) =>
      tests.notRun === 0 ? undefined : brokenBy(causeOf(observed, false), tests.counts, missingFor(observed)),
  },
  {
    when: 'anything else: demanded tests ran, and each passed, was skipped by itself, or failed as is known',
    then: 'passed',
    judge: ({ tests }) => ({ state: 'passed', says: tests.counts }),
  },
];
