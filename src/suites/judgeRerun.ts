import { excuseFor, type KnownAt } from './known.ts';
import type { Attempt } from './trial.ts';

/**
 * The tests to run once more: those that failed each time until now, and are not known to. None where an attempt broke: what cannot tell
 * once need not be asked again. Pure.
 * @param attempts the first run of all, and its reruns in their order
 */
export function toRunAgain(attempts: readonly Attempt[], known: KnownAt): readonly string[] {
  let failing: ReadonlySet<string> | undefined;
  for (const { ended, report } of attempts) {
    if (ended.how !== 'completed' || 'broken' in report) return [];
    const failed = new Set(report.cases.filter(({ state }) => state === 'failed').map(({ name }) => name));
    const passed = new Set(report.cases.filter(({ state }) => state === 'passed').map(({ name }) => name));
    failing =
      failing === undefined
        ? new Set([...failed].filter((name) => excuseFor(name, known) === undefined))
        : new Set([...failing].filter((name) => !passed.has(name)));
  }
  return [...(failing ?? [])];
}
