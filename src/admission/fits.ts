import { QUOTAS, type Demand, type Quota, type QuotaName, type Quotas } from '../model/demand.ts';

/** A cluster that was admitted: its full demand, and how much of it shows in the quotas' use already. */
export interface Granted {
  readonly cluster: string;
  readonly demand: Demand;
  readonly made: Demand;
}

/** One quota that is too small: what is needed, and the sum that leaves too little. */
export interface Shortage {
  readonly quota: QuotaName;
  readonly needed: number;
  readonly free: number;
  readonly limit: number;
  /** Used by what is not ours: neighbours and leftovers. */
  readonly foreign: number;
  /** Promised to admitted clusters, whether they made it already or not. */
  readonly promised: number;
  /** Kept free by configuration. */
  readonly reserve: number;
}

export type Admission =
  | { readonly answer: 'fits' }
  /** It fits the limits, not what is free now. */
  | { readonly answer: 'wait'; readonly short: readonly Shortage[] }
  /** It can never fit: the demand is above the limit itself. */
  | { readonly answer: 'never'; readonly short: readonly Shortage[] };

/**
 * Whether one more cluster may start: for every quota, limit − all use that is not of an admitted cluster − the full
 * demand of every admitted cluster − reserve must cover its demand (docs/design.md §7).
 * @param input.quotas read after the inventory that `made` was counted from, so that nothing counts as made which the use does not show
 */
export function fits(input: {
  readonly quotas: Quotas;
  readonly granted: readonly Granted[];
  readonly reserve: Demand;
  readonly demand: Demand;
}): Admission {
  const rows = QUOTAS.map((quota) => shortageOf(quota, input.quotas[quota], input));
  const never = rows.filter((row) => row.needed + row.reserve > row.limit && row.needed > 0);
  if (never.length > 0) return { answer: 'never', short: never };
  const short = rows.filter((row) => row.needed > row.free && row.needed > 0);
  return short.length > 0 ? { answer: 'wait', short } : { answer: 'fits' };
}

/** The sum of one quota. */
export function shortageOf(
  quota: QuotaName,
  { limit, used }: Quota,
  input: Omit<Parameters<typeof fits>[0], 'quotas'>,
): Shortage {
  const made = sum(input.granted, (cluster) => cluster.made[quota]);
  const promised = sum(input.granted, (cluster) => Math.max(cluster.demand[quota], cluster.made[quota]));
  const foreign = Math.max(0, used - made);
  const reserve = input.reserve[quota];
  return {
    quota,
    needed: input.demand[quota],
    free: limit - foreign - promised - reserve,
    limit,
    foreign,
    promised,
    reserve,
  };
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}

/** The sum of one shortage as a person would write it down. */
export function saysShortage(row: Shortage): string {
  const parts = [`limit ${row.limit}`];
  if (row.foreign > 0) parts.push(`${row.foreign} used by others`);
  if (row.promised > 0) parts.push(`${row.promised} promised to admitted clusters`);
  if (row.reserve > 0) parts.push(`${row.reserve} in reserve`);
  return `${row.quota}: ${row.needed} needed, ${Math.max(0, row.free)} free (${parts.join(' − ')})`;
}
