import type { CaseState } from '../model/result.ts';
import type { Element } from './junitTree.ts';

/** All test cases below an element, in their order. */
export function casesIn(element: Element): readonly Element[] {
  return element.children.flatMap((child) => (child.name === 'testcase' ? [child] : casesIn(child)));
}

/** An `error` is a failure; a test that says `notrun` (GoogleTest) did not pass. */
export function stateOf(element: Element): CaseState {
  const has = (name: string): boolean => element.children.some((child) => child.name === name);
  if (has('failure') || has('error')) return 'failed';
  return has('skipped') || element.attributes['status'] === 'notrun' ? 'skipped' : 'passed';
}
