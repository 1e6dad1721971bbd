import type { BrokenClass } from '../model/verdict.ts';
import { CLASS_OF } from './judgeCase.ts';
import { isOfTest, saysObservation, TROUBLES, type Observation, type Observed } from './observed.ts';

/** What was seen that explains why a runner did not come to its end. */
export interface Cause {
  readonly class: BrokenClass;
  readonly says: string;
}

/** A runner is not gone at once when what it needs is: it asks again for a while. */
const LATEST_MS = 5 * 60_000;

/**
 * The most telling trouble of those that were so within the last minutes before `until`, or at any time where `ever` is set. Pure.
 * Undefined: nothing that was seen explains it.
 */
export function causeOf(observed: Observed, ever: boolean): Cause | undefined {
  const late = (one: Observation): boolean => ever || (one.until ?? Infinity) >= observed.until - LATEST_MS;
  // What tests do to pods of their own is not what ended the runner.
  const candidates = observed.troubles.filter((one) => late(one) && !isOfTest(one.about));
  for (const trouble of TROUBLES) {
    const last = candidates.filter((one) => one.trouble === trouble).at(-1);
    if (last !== undefined) return { class: CLASS_OF[trouble], says: saysObservation(last) };
  }
  return undefined;
}

/** What would have to be known to say more, where nothing that was seen explains an end. */
export function missingFor({ unwatched }: Observed): string {
  return unwatched.length === 0
    ? 'missing: what ended it; nodes, API and events showed nothing'
    : `missing: what ended it, and ${unwatched.join('; ')}`;
}
