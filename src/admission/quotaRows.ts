import { NO_DEMAND, QUOTAS, type QuotaName, type Quotas } from '../model/demand.ts';
import { shortageOf, type Granted } from './fits.ts';

/** One quota for people to read: limit − used − promised = free. */
export interface QuotaRow {
  readonly quota: QuotaName;
  /** Infinity where there is none. */
  readonly limit: number;
  readonly used: number;
  /** Promised to admitted clusters, and not used yet. */
  readonly promised: number;
  /** What the next cluster finds, before any reserve of its own; below zero where the project is over its limit. */
  readonly free: number;
}

/** Every quota that was read, by the sums of an admission (see fits.ts). */
export function quotaRows(quotas: Partial<Quotas>, granted: readonly Granted[]): readonly QuotaRow[] {
  return QUOTAS.flatMap((quota) => {
    const own = quotas[quota];
    if (own === undefined) return [];
    const { foreign, promised, free } = shortageOf(quota, own, { granted, reserve: NO_DEMAND, demand: NO_DEMAND });
    return [{ quota, limit: own.limit, used: own.used, promised: Math.max(0, promised - (own.used - foreign)), free }];
  });
}
