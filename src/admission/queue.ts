import type { Demand } from '../model/demand.ts';
import type { Granted } from './fits.ts';

/** Who waits and who was admitted, as one value; `next` and the two moves below are its only rules. */
export interface Queue {
  readonly slots: number;
  /** First come, first served. */
  readonly waiting: readonly { readonly cluster: string; readonly demand: Demand }[];
  readonly granted: readonly { readonly cluster: string; readonly demand: Demand; readonly slot: number }[];
}

export function emptyQueue(slots: number): Queue {
  return { slots, waiting: [], granted: [] };
}

/** Puts a cluster at the end of the line. */
export function join(queue: Queue, cluster: string, demand: Demand): Queue {
  return { ...queue, waiting: [...queue.waiting, { cluster, demand }] };
}

/** Takes a cluster out, wherever it stands: admitted and proved gone, or no longer waiting. */
export function leave(queue: Queue, cluster: string): Queue {
  return {
    ...queue,
    waiting: queue.waiting.filter((entry) => entry.cluster !== cluster),
    granted: queue.granted.filter((entry) => entry.cluster !== cluster),
  };
}

/** The head of the line, which alone is judged: nobody overtakes it, so nobody starves. Undefined while no slot is free. */
export function head(queue: Queue): { readonly cluster: string; readonly demand: Demand } | undefined {
  return queue.granted.length < queue.slots ? queue.waiting[0] : undefined;
}

/** Gives the head the lowest free slot. */
export function grant(queue: Queue): Queue {
  const first = head(queue);
  if (first === undefined) return queue;
  const taken = new Set(queue.granted.map((entry) => entry.slot));
  let slot = 1;
  while (taken.has(slot)) slot += 1;
  return { ...queue, waiting: queue.waiting.slice(1), granted: [...queue.granted, { ...first, slot }] };
}

/** The admitted clusters with what each has made so far. */
export function grantedWith(queue: Queue, made: (cluster: string) => Demand): readonly Granted[] {
  return queue.granted.map((entry) => ({ cluster: entry.cluster, demand: entry.demand, made: made(entry.cluster) }));
}
