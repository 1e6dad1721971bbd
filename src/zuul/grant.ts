import type { RunConfig, SuiteConfig } from '../config/config.ts';
import { freeze } from '../config/freeze.ts';
import { suiteName } from '../config/suiteName.ts';
import type { Request } from './request.ts';

/**
 * The configuration as a granted request wants it: fewer clusters, fewer suites; what command suites are to know reaches
 * them as environment variables, those of conformance tests as their own focus and skip. A cluster that is left without suites is not made. @param request see readRequest
 */
export function grant(config: RunConfig, request: Request): RunConfig {
  const wanted = (suite: SuiteConfig): boolean => request.suites?.includes(suiteName(suite)) ?? true;
  const clusters = config.clusters
    .map((cluster) => ({ ...cluster, suites: cluster.suites.filter(wanted).map((suite) => told(suite, request)) }))
    .filter((cluster) => cluster.suites.length > 0)
    .slice(0, request.clusters ?? config.clusters.length);
  return freeze({ ...config, clusters });
}

function told(suite: SuiteConfig, { kubernetes, focus, skip }: Request): SuiteConfig {
  if (suite.suite === 'infrastructure') return suite;
  if (suite.suite !== 'command') {
    const chosen = { ...(focus === undefined ? {} : { focus }), ...(skip === undefined ? {} : { skip }) };
    if (suite.suite !== 'sonobuoy' || Object.keys(chosen).length === 0) return { ...suite, ...chosen };
    // A mode selects alone.
    const { mode: _, ...rest } = suite;
    return { ...rest, ...chosen };
  }
  const values = { TROIKA_KUBERNETES: kubernetes, TROIKA_FOCUS: focus, TROIKA_SKIP: skip };
  const env = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { ...suite, env: { ...suite.env, ...Object.fromEntries(env) } };
}
