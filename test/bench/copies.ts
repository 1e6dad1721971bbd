import type { Sim } from '../../src/sim/cloud.ts';

/** The tables of a simulated cloud by name, as far as a footprint fills them. */
function tables(sim: Sim): Map<string, Map<string, unknown>> {
  const found = Object.entries(sim.world).filter((entry): entry is [string, Map<string, unknown>] => {
    return (
      entry[1] instanceof Map && !['projects', 'users', 'tokens', 'limits', 'flavors', 'images'].includes(entry[0])
    );
  });
  return new Map(found);
}

/** The keys of every row there is now. */
export function rowsOf(sim: Sim): ReadonlySet<string> {
  return new Set([...tables(sim).values()].flatMap((table) => [...table.keys()]));
}

/**
 * Copies all rows that were not there before, so many times, as if as many clusters had been made: every id is a new one,
 * and the cluster's name another in every text.
 */
export function copyRows(sim: Sim, before: ReadonlySet<string>, cluster: string, times: number): void {
  const fresh = [...tables(sim).values()].map(
    (table) => [table, [...table].filter(([key]) => !before.has(key))] as const,
  );
  const known = fresh.flatMap(([, rows]) => rows.map(([key]) => key));
  const pattern = new RegExp([...known, cluster].map((text) => text.replaceAll('/', '\\/')).join('|'), 'g');
  for (let copy = 0; copy < times; copy += 1) {
    const ids = new Map<string, string>([[cluster, `${cluster.slice(0, -4)}${copy.toString(32).padStart(4, 'x')}`]]);
    const rename = (text: string): string =>
      text.replaceAll(pattern, (old) => {
        const renamed = ids.get(old) ?? crypto.randomUUID();
        ids.set(old, renamed);
        return renamed;
      });
    for (const [table, rows] of fresh) for (const [key, row] of rows) table.set(rename(key), renamed(row, rename));
  }
}

function renamed(value: unknown, rename: (text: string) => string): unknown {
  if (typeof value === 'string') return rename(value);
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (value instanceof Set) return new Set([...value].map((item) => renamed(item, rename)));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, renamed(item, rename)]));
}
