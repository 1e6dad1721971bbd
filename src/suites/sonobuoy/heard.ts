import type { TestCase } from '../../model/result.ts';
import type { Account } from '../account.ts';
import type { Progress } from './status.ts';

/** What the progress of the e2e plugin has told so far. */
export interface Heard {
  readonly total: number;
  readonly done: number;
  readonly failures: readonly string[];
  /** Those that were seen to pass: a look shows the last one only. */
  readonly passed: readonly string[];
}

export const NOTHING_HEARD: Heard = { total: 0, done: 0, failures: [], passed: [] };

/**
 * Adds what one look showed. Numbers never go back: in parallel each process of the tests reports its own, and all but the first have no
 * total (kubernetes/kubernetes, test/e2e/e2e_test.go). Pure.
 */
export function learn(heard: Heard, { total, done, failures, passed }: Progress): Heard {
  const failed = new Set([...heard.failures, ...failures]);
  const good = new Set([...heard.passed, ...(passed === undefined ? [] : [passed])]);
  return {
    total: Math.max(heard.total, total),
    done: Math.max(heard.done, done, failed.size + good.size),
    failures: [...failed],
    passed: [...good],
  };
}

/**
 * What is known of the tests without their report. Progress names each failed test, and of those that passed the ones it happened to be
 * seen at; it names none that has still to come. So that the numbers add up each other test has a number for a name.
 * @param only the tests that were asked for, where they are known by name. Pure.
 */
export function accountOf(heard: Heard, only: readonly string[] | undefined): Account {
  const { total, done, failures, passed } = heard;
  const failed = failures.map((name): TestCase => ({ name, state: 'failed', seconds: 0, message: SAID }));
  const good = passed.map((name): TestCase => ({ name, state: 'passed', seconds: 0 }));
  const named = [...failed, ...good];
  const announced = only?.length ?? (total === 0 ? undefined : total);
  const rest = openOf(named, total, only).map((name, index): TestCase => {
    const ended = only === undefined && named.length + index < done;
    return ended ? { name, state: 'passed', seconds: 0 } : { name, state: 'not run', seconds: 0 };
  });
  return { cases: [...named, ...rest], announced, deselected: undefined };
}

/** Names for the tests of a run of so many that are not among these: their own where they are known, else numbers. Pure. */
export function openOf(
  known: readonly TestCase[],
  total: number,
  only: readonly string[] | undefined,
): readonly string[] {
  const names = new Set(known.map(({ name }) => name));
  return only?.filter((name) => !names.has(name)) ?? unnamed(known.length, total);
}

const SAID = "Sonobuoy's progress says that it failed; there is no report that says why";

function unnamed(from: number, total: number): readonly string[] {
  const count = Math.max(0, total - from);
  return Array.from({ length: count }, (_, index) => `test ${from + index + 1} of ${total}, not named`);
}
