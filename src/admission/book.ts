import type { LeaseTimes } from './times.ts';

/** A network that may be the lease book. */
export interface BookCandidate {
  readonly networkId: string;
  readonly subnetId: string;
  /** When its subnet was made, by the cloud's clock, milliseconds. */
  readonly bornAt: number;
  readonly tickets: number;
}

export type WhichBook =
  | { readonly is: 'none' }
  /** The oldest is too young to be used: an older one may still be on its way into our sight. */
  | { readonly is: 'settling'; readonly forMs: number }
  | { readonly is: 'book'; readonly book: BookCandidate }
  /** Tickets stand in another one: two runs could promise the same. */
  | { readonly is: 'split'; readonly book: BookCandidate; readonly others: readonly BookCandidate[] };

/**
 * Which book counts: the oldest, by the time of its subnet and then its id, tickets or not, once it is old enough.
 * @param now the cloud's time
 */
export function whichBook(candidates: readonly BookCandidate[], now: number, times: LeaseTimes): WhichBook {
  const [oldest, ...others] = [...candidates].sort((a, b) => a.bornAt - b.bornAt || (a.subnetId < b.subnetId ? -1 : 1));
  if (oldest === undefined) return { is: 'none' };
  const age = now - oldest.bornAt;
  if (age < times.settle) return { is: 'settling', forMs: times.settle - age };
  const used = others.filter((other) => other.tickets > 0);
  return used.length > 0 ? { is: 'split', book: oldest, others: used } : { is: 'book', book: oldest };
}
