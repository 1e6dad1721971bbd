import type { ExpectedCluster } from '../model/expected.ts';
import type { Inventory, Kind } from '../model/resource.ts';
import type { SuiteResult, TestCase } from '../model/result.ts';
import { loadBalancerChecks } from './loadBalancerChecks.ts';
import { serverChecks } from './serverChecks.ts';

/**
 * Compares what stands in the project with what should. Pure. A kind whose listing failed and which is needed makes the suite broken,
 * never failed: nothing can be said. So does an expectation of nothing.
 */
export function judgeInfrastructure(
  inventory: Inventory,
  expected: ExpectedCluster,
): Pick<SuiteResult, 'state' | 'cases' | 'says'> {
  const needed = neededKinds(expected);
  const gaps = inventory.gaps.filter((gap) => needed.has(gap.kind));
  if (gaps.length > 0) {
    return {
      state: 'broken',
      cases: [],
      says: `cannot see ${gaps.map((gap) => `${gap.kind} (${gap.why})`).join(', ')}`,
    };
  }
  const checks = [
    ...serverChecks(inventory, expected.servers),
    ...loadBalancerChecks(inventory, expected.loadBalancers),
  ];
  if (checks.length === 0)
    return { state: 'broken', cases: [], says: 'nothing was expected, so nothing was looked at' };
  const cases = checks.map(({ name, wrong, note }): TestCase => {
    const message = wrong ?? note;
    const state = wrong === undefined ? 'passed' : 'failed';
    return { name, state, seconds: 0, ...(message === undefined ? {} : { message }) };
  });
  const bad = checks.filter((check) => check.wrong !== undefined).length;
  return { state: bad === 0 ? 'passed' : 'failed', cases, says: `${checks.length} checks, ${bad} failed` };
}

function neededKinds({ servers, loadBalancers }: ExpectedCluster): ReadonlySet<Kind> {
  const kinds = new Set<Kind>();
  if (servers.length > 0) for (const kind of ['server', 'port', 'network'] as const) kinds.add(kind);
  if (servers.some((server) => server.volumes.length > 0)) kinds.add('volume');
  if (loadBalancers.length > 0) for (const kind of ['loadBalancer', 'listener', 'pool'] as const) kinds.add(kind);
  if (loadBalancers.some((loadBalancer) => loadBalancer.floatingIp !== undefined)) kinds.add('floatingIp');
  return kinds;
}
