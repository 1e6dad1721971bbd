import type { Clock } from '../../io/clock.ts';
import { TroikaError } from '../../model/error.ts';
import type { Kind } from '../../model/resource.ts';
import type { Lister } from '../../openstack/lister.ts';
import { nextTick } from '../../openstack/waiting.ts';

/**
 * Milliseconds between two lists of a kind. A load balancer's parts are made one after the other, each after a wait of
 * its own, so those waits are short; Nova's list is the dearest of all (it asks Neutron for each server).
 */
const TICKS: Readonly<Partial<Record<Kind, number>>> = { loadBalancer: 250, server: 1500 };
const TICK_MS = 750;

/** A list that takes long says that the services are busy: the next comes after three times as long. */
const PATIENCE = 3;

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
  let notBefore = clock.monotonic();
  for (;;) {
    const { resources } = await lister.listing(kind, notBefore);
    const resource = resources.get(id);
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
    notBefore = nextTick(now, Math.max(TICKS[kind] ?? TICK_MS, PATIENCE * (now - notBefore)));
    await clock.sleep(Math.min(notBefore, deadline) - now, signal);
    notBefore = Math.min(notBefore, clock.monotonic());
  }
}

function broken(message: string): TroikaError {
  return new TroikaError('broken', message, { class: 'provision' });
}
