import { readYaml } from '../io/yaml.ts';
import { says } from '../model/error.ts';
import { breachesIn, part } from './breaches.ts';
import { runFile } from './config.ts';
import type { RunConfig, RunFile } from './config.ts';
import { FOOTPRINT_RULES, MACHINE_RULES } from './footprintRules.ts';
import { freeze } from './freeze.ts';
import { labelsOf } from './labels.ts';
import { lineOf, linesOf, pathText } from './lines.ts';
import type { Breach, Rule } from './rule.ts';
import { CLUSTER_RULES, RUN_RULES, SUITE_RULES } from './rules.ts';

/** One thing wrong with a configuration: where (`clusters[1].footprint.workers`, `` for the whole), its line if the text shows one, and what. */
export interface Problem {
  readonly path: string;
  readonly line?: number;
  readonly says: string;
  /** A guard says no, and this is what to do. */
  readonly refused?: { readonly hint: string };
}

/**
 * Reads a troika.yaml. All problems are listed at once.
 * @param name the file's, for messages @param guards rules about each cluster that rooms above know
 */
export function loadConfig(
  name: string,
  text: string,
  guards: readonly Rule[] = [],
): { readonly config: RunConfig } | { readonly problems: readonly Problem[] } {
  let value: unknown;
  try {
    value = readYaml(text, name);
  } catch (error) {
    return { problems: [syntaxProblem(error)] };
  }
  const read = runFile.safeParse(value);
  const breaches = [...(read.success ? [] : breachesIn(read.error, value)), ...crossFieldBreaches(value, guards)];
  if (read.success && breaches.length === 0) return { config: configOf(read.data) };
  const lines = linesOf(text);
  const problems = breaches.map((breach) => problemOf(breach, lineOf(lines, breach.path)));
  return { problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

function configOf({ deadline, cleanup, lease, clusters, ...run }: RunFile): RunConfig {
  const single = labelsOf(clusters).flatMap(({ label, from }) => {
    const entry = clusters[from];
    if (entry === undefined) return [];
    const { label: _label, count: _count, upgrade: _upgrade, ...rest } = entry;
    return [{ ...rest, label }];
  });
  return freeze({
    ...run,
    deadlineSeconds: deadline,
    cleanupSeconds: cleanup,
    leaseTtlSeconds: lease.ttl,
    clusters: single,
  });
}

function crossFieldBreaches(value: unknown, guards: readonly Rule[]): readonly Breach[] {
  return [
    ...broken(RUN_RULES, value, []),
    ...items(value, 'clusters').flatMap((cluster, index) => [
      ...broken([...CLUSTER_RULES, ...guards], cluster, ['clusters', index]),
      ...broken(FOOTPRINT_RULES, part(cluster, 'footprint') ?? {}, ['clusters', index, 'footprint']),
      ...broken(MACHINE_RULES, part(cluster, 'clusterStacks') ?? {}, ['clusters', index, 'clusterStacks']),
      ...items(cluster, 'suites').flatMap((suite, place) =>
        broken(SUITE_RULES, suite, ['clusters', index, 'suites', place]),
      ),
    ]),
  ];
}

function broken(rules: readonly Rule[], value: unknown, at: readonly PropertyKey[]): readonly Breach[] {
  return rules.flatMap((rule) => rule(value).map((breach) => ({ ...breach, path: [...at, ...breach.path] })));
}

function items(value: unknown, key: string): readonly unknown[] {
  const found = part(value, key);
  return Array.isArray(found) ? found : [];
}

function problemOf({ path, ...breach }: Breach, line: number | undefined): Problem {
  return { path: pathText(path), ...(line === undefined ? {} : { line }), ...breach };
}

/** js-yaml's error, with its place where it has one. */
function syntaxProblem(error: unknown): Problem {
  const line = lineIn(part(error, 'mark'));
  const reason = part(error, 'reason');
  return { path: '', ...(line === undefined ? {} : { line }), says: typeof reason === 'string' ? reason : says(error) };
}

function lineIn(mark: unknown): number | undefined {
  const line = part(mark, 'line');
  return typeof line === 'number' ? line + 1 : undefined;
}
