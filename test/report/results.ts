import type { CaseState, SuiteResult, TestCase } from '../../src/model/result.ts';
import type { Event } from '../../src/model/event.ts';
import { resultOf } from '../../src/report/result.ts';
import { readResult, type RunResult } from '../../src/report/readResult.ts';
import { storyOf } from '../../src/report/story.ts';
import { EAST, ENDED, WEST } from './run.ts';

/** What a test came to, for short; `again`: it passed when it was run again. */
export type State = CaseState | 'again';

/** A suite with these tests; `failed` where one failed. */
export function suiteWith(states: Readonly<Record<string, State>>, more: Partial<SuiteResult> = {}): SuiteResult {
  const cases = Object.entries(states).map(([name, state]): TestCase =>
    state === 'again'
      ? { name, state: 'passed', seconds: 1, flaky: true }
      : { name, state, seconds: 1, ...(state === 'passed' ? {} : { message: `${name} says why` }) },
  );
  const state = cases.some((one) => one.state === 'failed') ? 'failed' : 'passed';
  return { suite: 'e2e', state, cases, seconds: 1, says: 'it ended', files: [], ...more };
}

/** The events of a run that ended, with these suites of its clusters east and west. */
function eventsWith(east: readonly SuiteResult[], west: readonly SuiteResult[]): readonly Event[] {
  const ran = [east.map((result) => ({ cluster: EAST, result })), west.map((result) => ({ cluster: WEST, result }))];
  return ENDED.flatMap((event): readonly Event[] =>
    event.type === 'suite.ended' ? ran.flat().map(({ cluster, result }) => ({ ...event, cluster, result })) : [event],
  );
}

/** The text of a run's result.json. */
export function resultText(
  east: readonly SuiteResult[],
  west: readonly SuiteResult[] = [suiteWith({ ready: 'passed' })],
): string {
  return JSON.stringify(resultOf(storyOf(eventsWith(east, west))), null, 2);
}

/** The same as it is read. */
export function resultWith(east: readonly SuiteResult[], west?: readonly SuiteResult[]): RunResult {
  const read = readResult(resultText(east, west));
  if ('wrong' in read) throw new Error(read.wrong);
  return read;
}
