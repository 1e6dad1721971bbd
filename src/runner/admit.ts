import { fits, saysShortage } from '../admission/fits.ts';
import { emptyQueue, grant, grantedWith, head, join, leave, type Queue } from '../admission/queue.ts';
import type { Clock } from '../io/clock.ts';
import type { Demand, Quotas } from '../model/demand.ts';
import { TroikaError } from '../model/error.ts';
import type { Inventory } from '../model/resource.ts';

/** Waiters look again this often, and whenever a cluster of this run is proved gone. */
const LOOK_EVERY_MS = 10_000;

/** One look at the project. The quotas are read after the inventory, as admission/fits.ts asks. */
export interface ProjectView {
  readonly inventory: Inventory;
  readonly quotas: Quotas;
  /** What an admitted cluster has made so far. */
  made(cluster: string): Demand;
}

/** Who may start. Within this process now; leases shared with other processes take this place. */
export interface Gate {
  /**
   * Waits for a slot and for quota.
   * @returns the slot, 1 to 3, and the project as it stood just before the admission: the cluster's baseline
   * @throws TroikaError `refused` when the demand can never fit; the signal's reason when that comes first
   */
  enter(cluster: string, demand: Demand, signal: AbortSignal): Promise<{ slot: number; inventory: Inventory }>;
  /** Gives the slot back, after the cluster's resources are proved gone. */
  leave(cluster: string): void;
}

export function createGate(options: {
  slots: number;
  reserve: Demand;
  clock: Clock;
  look(admitted: readonly string[], signal: AbortSignal): Promise<ProjectView>;
  waits(cluster: string, why: string): Promise<void>;
}): Gate {
  let queue: Queue = emptyQueue(options.slots);
  let changed = deferred();

  function move(next: Queue): void {
    queue = next;
    changed.resolve();
    changed = deferred();
  }

  /** Judges the head once. Undefined: not yet, and why was said. */
  async function judge(cluster: string, demand: Demand, signal: AbortSignal): Promise<Inventory | undefined> {
    const view = await options.look(
      queue.granted.map((entry) => entry.cluster),
      signal,
    );
    if (view.inventory.gaps.length > 0) {
      await options.waits(
        cluster,
        `a whole listing of the project: ${view.inventory.gaps.map((gap) => `${gap.kind}: ${gap.why}`).join('; ')}`,
      );
      return undefined;
    }
    const granted = grantedWith(queue, (name) => view.made(name));
    const answer = fits({ quotas: view.quotas, granted, reserve: options.reserve, demand });
    if (answer.answer === 'fits') return view.inventory;
    const sums = answer.short.map(saysShortage).join('; ');
    if (answer.answer === 'never') throw neverFits(cluster, sums);
    await options.waits(cluster, sums);
    return undefined;
  }

  return {
    async enter(cluster, demand, signal) {
      move(join(queue, cluster, demand));
      try {
        for (;;) {
          signal.throwIfAborted();
          const next = changed.promise;
          if (head(queue)?.cluster === cluster) {
            const inventory = await judge(cluster, demand, signal);
            if (inventory !== undefined) {
              move(grant(queue));
              return { slot: queue.granted.find((entry) => entry.cluster === cluster)?.slot ?? 0, inventory };
            }
          }
          await orSooner(next, options.clock, signal);
        }
      } catch (error) {
        move(leave(queue, cluster));
        throw error;
      }
    },
    leave(cluster) {
      move(leave(queue, cluster));
    },
  };
}

/** The refusal of a demand above the limit itself, with its sums. */
function neverFits(cluster: string, sums: string): TroikaError {
  return new TroikaError('refused', `${cluster} can never fit into this project: ${sums}`, {
    hint: 'Ask for a smaller cluster, or have the quota raised.',
  });
}

async function orSooner(next: Promise<void>, clock: Clock, signal: AbortSignal): Promise<void> {
  const stop = new AbortController();
  try {
    await Promise.race([next, clock.sleep(LOOK_EVERY_MS, AbortSignal.any([signal, stop.signal]))]);
  } finally {
    stop.abort();
  }
}

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
