import type { Clock } from '../../io/clock.ts';
import { TroikaError } from '../../model/error.ts';
import type { Kind } from '../../model/resource.ts';
import type { Lister } from '../../openstack/lister.ts';
import { nextTick } from '../../openstack/waiting.ts';

/** The time between two lists doubles from `first` to `most` milliseconds. */
interface Pace {
  readonly first: number;
  readonly most: number;
}

/**
 * A load balancer's parts are made one after the other, each after a wait of its own, so those waits begin short. Nova's
 * list is the dearest of all: it asks Neutron about each server. Every number is a power of two times the same one, so
 * that waits begun at different moments meet at the same ticks and share their lists.
 */
const PACES: Readonly<Partial<Record<Kind, Pace>>> = { loadBalancer: { first: 250, most: 2000 } };
const PACE: Pace = { first: 1000, most: 4000 };

const FAILED: ReadonlySet<string> = new Set(['ERROR', 'error', 'error_deleting']);

export interface WaitTools {
  readonly lister: Lister;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Monotonic milliseconds. */
  readonly deadline: number;
}

/**
 * Waits until a resource shows one of these statuses. All who wait for a kind share its lists.
 * @throws TroikaError `broken`: class provision when it shows an error or has vanished, timeout when the deadline passes
 */
export async function untilStatus(kind: Kind, id: string, wanted: readonly string[], tools: WaitTools): Promise<void> {
  const { lister, clock, signal, deadline } = tools;
  const { first, most } = PACES[kind] ?? PACE;
  let notBefore = clock.monotonic();
  for (let interval = first; ; interval = Math.min(most, 2 * interval)) {
    const resource = (await lister.listing(kind, notBefore)).resources.get(id);
    if (resource === undefined) throw broken(`${kind} ${id} is not there any more`);
    const { name, status, facts } = resource;
    if (wanted.includes(status)) return;
    if (FAILED.has(status)) {
      const fault = facts['fault'] === undefined ? '' : `: ${facts['fault']}`;
      throw broken(`${kind} ${name} (${id}) is in state ${status}${fault}`);
    }
    const now = clock.monotonic();
    if (now >= deadline) {
      throw new TroikaError('broken', `gave up waiting for ${kind} ${name} (${id}), still ${status}`, {
        class: 'timeout',
      });
    }
    notBefore = nextTick(now, interval);
    // Not a moment early, or those who meet at this tick would each begin a list.
    while (clock.monotonic() < notBefore) await clock.sleep(Math.ceil(notBefore - clock.monotonic()), signal);
  }
}

function broken(message: string): TroikaError {
  return new TroikaError('broken', message, { class: 'provision' });
}
