import type { CaseState, TestCase } from '../../model/result.ts';
import { messageOf, nameOf, readElements } from '../junit.ts';
import type { Element } from '../junitTree.ts';

/** One test in a report of Ginkgo. */
export interface Leaf {
  readonly name: string;
  /** `left out`: it was not run, and does not say why: the focus left it out, it is pending, or the run was over before. */
  readonly state: CaseState | 'left out';
  readonly seconds: number;
  readonly message: string;
}

export interface GinkgoReport {
  readonly leaves: readonly Leaf[];
  /** What went wrong before and after all tests, by the step's name. */
  readonly around: readonly string[];
  /** Something before all tests went wrong, so there are none. */
  readonly notBegun: boolean;
}

/** A JUnit report as Ginkgo writes it, a file of the framework of Kubernetes' tests included. Read as strictly as any, and every state must be one of Ginkgo's. */
export function readGinkgoReport(xml: string): GinkgoReport | { readonly broken: string } {
  const read = readElements(xml);
  return 'broken' in read ? read : reportOf(read.cases);
}

/** Whether these are cases of a report of Ginkgo. */
export function isOfGinkgo(cases: readonly Element[]): boolean {
  return cases.some((element) => nameOf(element).startsWith(TEST));
}

/** The same of the cases of a report, read already. */
export function reportOf(cases: readonly Element[]): GinkgoReport | { readonly broken: string } {
  const leaves: Leaf[] = [];
  const around: string[] = [];
  let notBegun = false;
  for (const element of cases) {
    const leaf = readLeaf(element);
    if (leaf === undefined) return { broken: `the report's "${nameOf(element)}" contradicts itself in its state` };
    if (nameOf(element).startsWith(TEST)) leaves.push({ ...leaf, name: leaf.name.slice(TEST.length) });
    else if (leaf.state !== 'passed' && leaf.state !== 'left out') {
      around.push(`${leaf.name} ${leaf.state === 'failed' ? 'failed' : 'was stopped'}: ${firstLine(leaf.message)}`);
      notBegun ||= leaf.name.includes('BeforeSuite');
    }
  }
  return { leaves, around, notBegun };
}

/** A test as results have it; undefined: it was left out. @param flaky it passed at a later try only */
export function caseOf({ state, message, ...leaf }: Leaf, flaky = false): TestCase | undefined {
  if (state === 'left out') return undefined;
  const again = state === 'passed' && flaky;
  return { ...leaf, state, ...(message === '' ? {} : { message }), ...(again ? { flaky } : {}) };
}

/** What stands before the name of each test; all else are steps around them. */
const TEST = '[It] ';

/** Ginkgo's states, what each means, and which element it writes for it (onsi/ginkgo, types/types.go, reporters/junit_report.go). */
const STATES: Readonly<Record<string, { readonly state: Leaf['state']; readonly by: string | undefined }>> = {
  passed: { state: 'passed', by: undefined },
  skipped: { state: 'skipped', by: 'skipped' },
  // Of those it says it will run no one is pending (internal/focus.go).
  pending: { state: 'left out', by: 'skipped' },
  failed: { state: 'failed', by: 'failure' },
  // Of one test: the whole run's limit never comes before ours.
  timedout: { state: 'failed', by: 'failure' },
  aborted: { state: 'failed', by: 'failure' },
  panicked: { state: 'failed', by: 'error' },
  interrupted: { state: 'not run', by: 'error' },
};

function readLeaf(element: Element): Leaf | undefined {
  const { status = '', time } = element.attributes;
  const known = STATES[status];
  const shown = element.children.map(({ name }) => name).find((name) => ['failure', 'error', 'skipped'].includes(name));
  if (known === undefined || shown !== known.by) return undefined;
  const seconds = Number(time ?? 0);
  const message = messageOf(element);
  const leaf = { name: nameOf(element), seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 0 };
  if (status !== 'skipped') return { ...leaf, state: known.state, message };
  // Its own reason stands behind a dash; without one it was never looked at.
  const reason = /^skipped - ([^]+)$/.exec(message)?.[1];
  return { ...leaf, state: reason === undefined ? 'left out' : 'skipped', message: reason ?? '' };
}

function firstLine(message: string): string {
  return message.split('\n').find((line) => line.trim() !== '') ?? 'it does not say why';
}
