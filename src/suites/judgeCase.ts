import type { TestCase } from '../model/result.ts';
import type { BrokenClass } from '../model/verdict.ts';
import { topicsOf } from './judgeMessage.ts';
import { momentOf } from './judgeMoment.ts';
import {
  isNamed,
  saysObservation,
  timeText,
  wasSo,
  type Observation,
  type Observed,
  type Trouble,
} from './observed.ts';

/** Whose failure one test's is. `doubt`: it is the test's, for want of proof, and this is why. */
export type Fault =
  | { readonly of: 'test'; readonly doubt?: string }
  | { readonly of: 'cloud'; readonly class: BrokenClass; readonly why: string };

/** What broke, when this was the trouble. */
export const CLASS_OF: Readonly<Record<Trouble, BrokenClass>> = {
  node: 'provision',
  api: 'provision',
  quota: 'quota',
  image: 'suite-infrastructure',
  scheduling: 'suite-infrastructure',
  eviction: 'suite-infrastructure',
  pressure: 'suite-infrastructure',
};

/**
 * Whose failure a failed test's is. Pure. A failure is the cloud's only when two witnesses agree: its message speaks of the trouble,
 * and the trouble was seen while the test ran. From the top, the first that applies:
 *
 * | its message | seen while it ran | whose |
 * | --- | --- | --- |
 * | has OpenStack's own words for a quota that is used up | needs no second witness: only the cloud says that | the cloud's (quota) |
 * | names something that the cloud refused for want of quota | the same | the cloud's (quota) |
 * | speaks of a request to the API without an answer | the API gave none | the cloud's (provision) |
 * | speaks of a lost node, or of what was on it, or names it | that node was not Ready | the cloud's (provision) |
 * | says that its time was up | the API gave no answer then, and for more than half of its time | the cloud's (provision) |
 * | speaks of an image that cannot be pulled | the same of a pod that it names | the cloud's (suite-infrastructure) |
 * | speaks of an eviction | the same of a pod that it names | the cloud's (suite-infrastructure) |
 * | speaks of any of these | not, or not then, or it is not known when | the test's, with the doubt said |
 * | anything else | anything | the test's |
 */
export function faultOf(test: TestCase, observed: Observed, offsetMinutes: number): Fault {
  const message = test.message ?? '';
  const topics = topicsOf(message);
  const quota = topics.get('quota');
  if (quota !== undefined) return { of: 'cloud', class: 'quota', why: `it says: ${quota}` };

  const end = momentOf(message, observed, offsetMinutes);
  const begin = (end ?? 0) - test.seconds * 1000;
  const during = (trouble: Trouble): readonly Observation[] =>
    end === undefined ? [] : observed.troubles.filter((one) => one.trouble === trouble && wasSo(one, begin, end));
  const named = (trouble: Trouble): Observation | undefined =>
    during(trouble).find((one) => isNamed(one.about, message));

  const node = topics.has('node') ? (named('node') ?? nodes(during('node'))[0]) : named('node');
  const found =
    named('quota') ??
    (topics.has('api') ? during('api')[0] : undefined) ??
    node ??
    (topics.has('time') ? during('api').find((one) => tookMost(one, begin, end ?? begin)) : undefined) ??
    (topics.has('image') ? named('image') : undefined) ??
    (topics.has('eviction') ? named('eviction') : undefined);
  if (found !== undefined && end !== undefined) {
    return {
      of: 'cloud',
      class: CLASS_OF[found.trouble],
      why: `it failed at ${timeText(end)}; ${saysObservation(found)}`,
    };
  }
  const [first] = topics;
  if (first === undefined) return { of: 'test' };
  const [topic, words] = first;
  if (topic !== 'time') return { of: 'test', doubt: `it says «${words}», but ${notSeen(topic, end, observed)}` };
  // Time is up in many a test; there is a doubt only where the API was away meanwhile.
  const [away] = during('api');
  return away === undefined
    ? { of: 'test' }
    : { of: 'test', doubt: `it says «${words}»; ${saysObservation(away)}, which was not the most of its time` };
}

/** Whether something was so when a test ended, and for more than half of its time. */
function tookMost({ from, until = Infinity }: Observation, begin: number, end: number): boolean {
  return until >= end && end - Math.max(from, begin) > (end - begin) / 2;
}

/** Of what was seen of nodes, the nodes themselves. */
function nodes(seen: readonly Observation[]): readonly Observation[] {
  return seen.filter(({ about }) => !about.includes('/'));
}

function notSeen(trouble: Trouble, end: number | undefined, { troubles, unwatched }: Observed): string {
  const [gap] = unwatched;
  if (gap !== undefined) return `that could not be checked: ${gap}`;
  if (!troubles.some((one) => one.trouble === trouble)) return 'nothing of that kind was seen while the tests ran';
  if (end === undefined) return 'it does not say when it failed, so it cannot be told whether it was then';
  return 'what was seen of that kind was at another time, or befell another';
}
