import type { CaseState, TestCase } from '../../model/result.ts';
import { caseOf, isOfGinkgo, reportOf } from '../e2e/report.ts';
import { nameOf, readElements, testCasesOf } from '../junit.ts';
import { stateOf } from '../junitCases.ts';
import type { Leaf } from './tree.ts';

/** What one file of a plugin's results says. */
export interface ResultFile {
  readonly cases: readonly TestCase[];
  /** Names of tests that were not asked for. */
  readonly leftOut: readonly string[];
  /** What went wrong before and after all tests, and whether that kept them from beginning. */
  readonly around: readonly string[];
  readonly notBegun: boolean;
}

const PLAIN = { leftOut: [], around: [], notBegun: false };

/**
 * The tests of a JUnit report, of which Sonobuoy's tree must say the same (vmware-tanzu/sonobuoy, pkg/client/results/junit.go). Pure.
 * @param leaves what the tree has of it @param ginkgo it must be a report of Ginkgo; others are known by their tests
 */
export function readJUnitFile(
  xml: string,
  leaves: readonly Leaf[],
  ginkgo: boolean,
): ResultFile | { readonly broken: string } {
  const read = readElements(xml);
  if ('broken' in read) return read;
  const { cases } = read;
  if (cases.length !== leaves.length)
    return { broken: `it has ${cases.length} tests, and sonobuoy_results.yaml ${leaves.length} of it` };
  const other = cases.find(
    (one, index) => nameOf(one) !== leaves[index]?.name || stateOf(one) !== leaves[index].status,
  );
  if (other !== undefined) return { broken: `it and sonobuoy_results.yaml differ in test ${nameOf(other)}` };
  if (!ginkgo && !isOfGinkgo(cases)) return { ...PLAIN, cases: testCasesOf(cases) };
  const report = reportOf(cases);
  if ('broken' in report) return report;
  const ran = report.leaves.map((leaf) => caseOf(leaf));
  return {
    cases: ran.filter((one) => one !== undefined),
    leftOut: report.leaves.flatMap(({ name, state }) => (state === 'left out' ? [name] : [])),
    around: report.around,
    notBegun: report.notBegun,
  };
}

const STATES = new Map<string, CaseState>([
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['timeout', 'failed'],
  ['skipped', 'skipped'],
]);

/** The tests of a file that only Sonobuoy's tree tells of. Pure. */
export function readPlainFile(leaves: readonly Leaf[]): ResultFile | { readonly broken: string } {
  const cases: TestCase[] = [];
  for (const { name, status, message } of leaves) {
    const state = STATES.get(status);
    if (state === undefined) return { broken: `${name} has the status ${status || '(none)'}, which is no result` };
    cases.push({ name, state, seconds: 0, message: message ?? `status ${status}` });
  }
  return { ...PLAIN, cases };
}
