import type { TestCase } from '../model/result.ts';
import { mismatchIn } from './junitCounts.ts';
import { readTree } from './junitTree.ts';
import { casesIn, stateOf } from './junitCases.ts';
import type { Element } from './junitTree.ts';

/**
 * Reads a JUnit report strictly. Broken, with the reason: what is not well-formed to its end, has another root than `testsuites` or
 * `testsuite`, holds no test case, has a case without a name, or has counts which its cases do not add up to. Messages are whole.
 */
export function readJUnit(xml: string): { readonly cases: readonly TestCase[] } | { readonly broken: string } {
  const read = readElements(xml);
  if ('broken' in read) return read;
  return { cases: testCasesOf(read.cases) };
}

/** The cases of a JUnit report as it has them, all of them checked as strictly. */
export function readElements(
  xml: string,
): { readonly root: Element; readonly cases: readonly Element[] } | { readonly broken: string } {
  if (xml.trim() === '') return { broken: 'the JUnit report is empty' };
  const tree = readTree(xml);
  if ('broken' in tree) return { broken: `the JUnit report is not whole: ${tree.broken}` };
  const { root } = tree;
  if (root.name !== 'testsuites' && root.name !== 'testsuite')
    return { broken: `the report's root is <${root.name}>, not JUnit` };
  const cases = casesIn(root);
  if (cases.length === 0) return { broken: 'the JUnit report holds no test' };
  const reason = mismatchIn(root);
  if (reason !== undefined) return { broken: reason };
  if (cases.some((element) => nameOf(element) === '')) return { broken: 'the JUnit report has a test without a name' };
  return { root, cases };
}

/** Cases of a JUnit report as results have them. A name that several share is told apart by the class. */
export function testCasesOf(elements: readonly Element[]): readonly TestCase[] {
  const seen = new Map<string, number>();
  for (const element of elements) seen.set(nameOf(element), (seen.get(nameOf(element)) ?? 0) + 1);
  return elements.map((element) => readCase(element, (seen.get(nameOf(element)) ?? 0) > 1));
}

function readCase(element: Element, shared: boolean): TestCase {
  const { attributes } = element;
  const state = stateOf(element);
  const seconds = Number(attributes['time'] ?? 0);
  const prefix = shared && attributes['classname'] ? `${attributes['classname']}: ` : '';
  const message = messageOf(element);
  return {
    name: prefix + nameOf(element),
    state,
    seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 0,
    ...(message === '' ? {} : { message }),
  };
}

export function nameOf(element: Element): string {
  return element.attributes['name'] ?? '';
}

export function messageOf(element: Element): string {
  return element.children
    .filter((child) => ['failure', 'error', 'skipped'].includes(child.name))
    .flatMap((child) => [child.attributes['message'] ?? '', child.text.trim()])
    .filter((text, index, all) => text !== '' && all.indexOf(text) === index)
    .join('\n');
}
