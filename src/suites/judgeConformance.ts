import type { TestCase } from '../model/result.ts';
import type { Account } from './account.ts';
import { RULES, type Facts } from './judgeRules.ts';
import { judgeTests } from './judgeTests.ts';
import { saysOfKnown } from './known.ts';
import { isOfTest, saysObservation } from './observed.ts';
import type { Attempt, Sentence, Trial } from './trial.ts';

/**
 * What a suite's result is, with what it rests on. Pure: the same for all runners. Whose failure each test's is stands in judgeCase.ts.
 */
export function judgeConformance(trial: Trial): Sentence {
  const { first, observed } = trial;
  const { report, ended } = first;
  const account: Account = 'broken' in report ? { cases: [], announced: undefined, deselected: undefined } : report;
  const distrust = 'broken' in report ? report.broken : twice(account.cases);
  const tests = judgeTests(account, trial);
  const facts: Facts = { ended, distrust, account, tests, observed };
  for (const rule of RULES) {
    const verdict = rule.judge(facts);
    if (verdict === undefined) continue;
    const { missing, says, ...rest } = verdict;
    const stopped = ended.how !== 'completed' && tests.counts !== '' ? `${says}; until then: ${tests.counts}` : says;
    return {
      ...rest,
      says: stopped,
      cases: tests.cases,
      ...(account.deselected === undefined ? {} : { deselected: account.deselected }),
      evidence: evidenceOf(trial, facts, missing),
    };
  }
  throw new Error('the last rule applies always');
}

function twice(cases: readonly TestCase[]): string | undefined {
  const seen = new Set<string>();
  for (const { name } of cases) {
    if (seen.has(name)) return `its report has the test ${name} twice`;
    seen.add(name);
  }
  return undefined;
}

/** More sentences of one kind than this tell nothing more. */
const MOST = 20;

function evidenceOf(
  { known, observed, reruns }: Trial,
  { ended, account, tests }: Facts,
  missing: string | undefined,
): readonly string[] {
  const { announced, cases } = account;
  const lacking = announced === undefined ? 0 : announced - cases.length;
  return [
    `the runner ${HOW[ended.how]}: ${ended.says}`,
    announced === undefined
      ? 'it did not say how many tests it would run'
      : `it said that it would run ${announced} tests`,
    ...(lacking > 0 ? [`${lacking} of them are not in its report`] : []),
    ...tests.evidence.flatMap((sentences) => most(sentences, 'of this kind')),
    ...reruns.flatMap(saysBadRerun),
    ...saysOfKnown(tests.cases, known),
    // What befalls a test's own pods is often what it tests.
    ...most(
      observed.troubles.filter((one) => one.trouble === 'quota' || !isOfTest(one.about)).map(saysObservation),
      'that were seen',
    ),
    ...observed.unwatched,
    ...(missing === undefined ? [] : [missing]),
  ];
}

const HOW = {
  completed: 'came to its end',
  stopped: 'was stopped',
  'never started': 'never came to its first test',
  died: 'did not come to its end',
} as const;

function saysBadRerun({ ended, report }: Attempt, index: number): readonly string[] {
  const why = 'broken' in report ? report.broken : ended.says;
  return ended.how === 'completed' && !('broken' in report)
    ? []
    : [`rerun ${index + 1} broke, so what had failed stays failed: ${why}`];
}

function most(sentences: readonly string[], what: string): readonly string[] {
  if (sentences.length <= MOST) return sentences;
  return [...sentences.slice(0, MOST), `and ${sentences.length - MOST} more ${what}`];
}
