import { ONE_OF_A_NAME } from './blind.ts';
import { hasAlibi } from './neighbours.ts';
import type { View } from './rule.ts';

/**
 * Clusters of which two networks (routers, groups …) stand where one cluster makes one, neither older than the run: of the
 * exact same name, or one for each of the namespaces that the cluster may live in. What a failed list hides adds to them and
 * takes none away. Pure.
 */
export function namesakesIn(view: Pick<View, 'ofKind' | 'claims' | 'input'>): ReadonlySet<string> {
  const doubled = new Set<string>();
  for (const kind of ONE_OF_A_NAME) {
    const seen = new Set<string>();
    for (const resource of view.ofKind(kind).filter((one) => !hasAlibi(view.input, one))) {
      for (const { mine, exact, field, cluster, row } of view.claims(resource)) {
        if (!mine || !exact || field !== 'name' || cluster === undefined) continue;
        const name = `${row.template.text} ${cluster}`;
        if (seen.has(name)) doubled.add(cluster);
        seen.add(name);
      }
    }
  }
  return doubled;
}
