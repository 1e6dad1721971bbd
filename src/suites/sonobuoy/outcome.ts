import type { TestCase } from '../../model/result.ts';
import type { Account } from '../account.ts';
import { joined } from '../e2e/stopped.ts';
import type { Ending, Told } from '../runner.ts';
import { accountOf, openOf } from './heard.ts';
import type { Heard } from './heard.ts';
import { readPlugin } from './plugin.ts';
import type { PluginFiles, PluginReport } from './plugin.ts';

type Outcome = Pick<Told, 'ended' | 'report'>;

/**
 * What a complete run says, from its tarball. Where there is an e2e plugin its tests are the result; else those of all plugins but
 * systemd-logs, whose files are no tests. What went wrong with another plugin is told, and counts for nothing. Pure.
 * @param expected the plugins that the last status named: one that left nothing in the tarball is missed
 * @param heard what progress told, for tests whose plugin brought no report
 */
export function outcomeOf(
  plugins: ReadonlyMap<string, PluginFiles>,
  expected: readonly string[],
  heard: Heard,
  only: readonly string[] | undefined,
): Outcome {
  const names = [...new Set([...plugins.keys(), ...expected])].sort();
  const counting = names.includes('e2e') ? ['e2e'] : names.filter((name) => name !== 'systemd-logs');
  if (counting.length === 0)
    return { ended: complete([]), report: { broken: 'the tarball holds no plugin with tests' } };
  const reports: { name: string; report: PluginReport }[] = [];
  for (const name of counting) {
    const report = readPlugin(name, plugins.get(name) ?? NO_FILES);
    if ('broken' in report) return { ended: complete([]), report };
    reports.push({ name, report });
  }
  const errors = reports.flatMap(({ name, report }) => report.errors.map((error) => ({ name, ...error })));
  const cases = reports.flatMap(({ name, report }) => named(report.cases, reports.length > 1 ? `${name}: ` : ''));
  const [error] = errors;
  if (error === undefined) {
    const around = reports.flatMap(({ report }) => report.around);
    const ended = complete([...around, ...otherErrors(plugins, counting)]);
    if (reports.some(({ report }) => report.notBegun))
      return { ended: { how: 'never started', says: ended.says }, report: accountOf(heard, only) };
    const announced = counting[0] === 'e2e' && heard.total > 0 ? heard.total : only?.length;
    const deselected = reports.reduce((sum, { report }) => sum + report.deselected, 0);
    const told = withTheRest({ cases, announced, deselected }, only);
    // A step around the tests that went wrong leaves no run passed, whatever its tests say.
    const says = joined(ended.says, told.says);
    return { ended: around.length > 0 ? { ...ended, says, passed: false } : { ...ended, says }, report: told.account };
  }
  const partial: Account = accountOf(heard, only);
  const ended = endingOf(error, heard.done > 0 || cases.length > 0);
  if (cases.length === 0) return { ended, report: partial };
  const told = withTheRest({ ...partial, cases }, only, true);
  return { ended: { ...ended, says: joined(ended.says, told.says) }, report: told.account };
}

/**
 * The tests of a run that was stopped in the middle: of those that it had not begun its report tells as of those that were not demanded,
 * so they are `not run`, by number where no names are known. A report that lacks tests though nothing shows a stop stays as it is.
 */
function withTheRest(
  account: Account,
  only: readonly string[] | undefined,
  stopped = account.cases.some(({ state }) => state === 'not run'),
): { readonly account: Account; readonly says: string | undefined } {
  const { cases, announced = 0, deselected } = account;
  if (!stopped || announced < cases.length) return { account, says: undefined };
  const rest = openOf(cases, announced, only).map((name): TestCase => ({ name, state: 'not run', seconds: 0 }));
  const ended = cases.filter(({ state }) => state !== 'not run').length;
  return {
    account: {
      ...account,
      cases: [...cases, ...rest],
      deselected: deselected === undefined ? undefined : Math.max(0, deselected - rest.length),
    },
    says: `stopped; ${ended} of ${announced} tests had ended`,
  };
}

const NO_FILES: PluginFiles = { results: undefined, junit: new Map() };

function named(cases: readonly TestCase[], prefix: string): readonly TestCase[] {
  return prefix === '' ? cases : cases.map((one) => ({ ...one, name: prefix + one.name }));
}

function complete(others: readonly string[]): Extract<Ending, { how: 'completed' }> {
  return { how: 'completed', says: ['Sonobuoy: complete', ...others].join('; ') };
}

/** Sonobuoy counts these as failed tests; they are how its plugin ended. */
function endingOf({ name, says, timeout }: { name: string; says: string; timeout: boolean }, begun: boolean): Ending {
  const words = `Sonobuoy: plugin ${name}: ${says}`;
  if (timeout) return { how: 'stopped', by: 'own limit', says: words };
  return { how: begun ? 'died' : 'never started', says: words };
}

function otherErrors(plugins: ReadonlyMap<string, PluginFiles>, counting: readonly string[]): readonly string[] {
  return [...plugins]
    .filter(([name]) => !counting.includes(name))
    .flatMap(([name, files]) => {
      const report = readPlugin(name, files);
      if ('broken' in report) return [report.broken];
      return report.errors.map(({ says }) => `plugin ${name}: ${says}`);
    });
}
