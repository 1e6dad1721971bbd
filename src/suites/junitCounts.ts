import type { CaseState } from '../model/result.ts';
import { casesIn, stateOf } from './junitCases.ts';
import type { Element } from './junitTree.ts';

const COUNTS = ['tests', 'failures', 'errors', 'skipped', 'disabled'] as const;
type Count = (typeof COUNTS)[number];

/** A number of cases that an element states; one of `numbers` must be true, as writers differ in what they count. */
interface Claim {
  readonly what: string;
  readonly numbers: readonly number[];
  belongs(state: CaseState): boolean;
}

/** Where a report states other numbers than its cases add up to: something of it is lost. Undefined when all of them hold. */
export function mismatchIn(element: Element): string | undefined {
  if (element.name === 'testcase') return undefined;
  for (const child of element.children) {
    const reason = mismatchIn(child);
    if (reason !== undefined) return reason;
  }
  const place = `<${element.name}> ${element.attributes['name'] ?? ''}`.trim();
  for (const name of COUNTS) {
    const text = element.attributes[name];
    if (text !== undefined && !/^\d+$/.test(text)) return `${place} states ${name}="${text}", which is no count`;
  }
  const all = casesIn(element).map(stateOf);
  const own = element.children.filter((child) => child.name === 'testcase').map(stateOf);
  // An element with cases of its own beside suites may count them alone, or all below it.
  const countable = own.length === 0 ? [all] : [all, own];
  const wrong = claimsOf(element).find(
    ({ numbers, belongs }) => !countable.some((states) => numbers.includes(states.filter(belongs).length)),
  );
  return wrong === undefined
    ? undefined
    : `${place} states ${wrong.numbers[0]} ${wrong.what}, and its cases do not add up to that`;
}

/**
 * Failures and errors are compared as a sum: Ginkgo counts an aborted test, written as a `failure`, among the errors. It also counts
 * pending tests as disabled, and writes them as skipped (onsi/ginkgo, reporters/junit_report.go).
 */
function claimsOf(element: Element): readonly Claim[] {
  const states = (name: Count): boolean => element.attributes[name] !== undefined;
  const count = (name: Count): number => Number(element.attributes[name] ?? 0);
  const claims: Claim[] = [];
  if (states('tests')) claims.push({ what: 'tests', numbers: [count('tests')], belongs: () => true });
  if (states('failures') || states('errors')) {
    const numbers = [count('failures') + count('errors')];
    claims.push({ what: 'failures and errors', numbers, belongs: (state) => state === 'failed' });
  }
  if (states('skipped')) {
    const numbers = [count('skipped'), count('skipped') + count('disabled')];
    claims.push({ what: 'skipped tests', numbers, belongs: (state) => state === 'skipped' });
  }
  return claims;
}
