import type { Clock } from '../io/clock.ts';
import { TroikaError } from '../model/error.ts';
import type { Kind, Resource } from '../model/resource.ts';
import type { Lister } from './lister.ts';

/** Time between two lists of a kind, in milliseconds. */
const TICK_MS = 1000;

const ERRORS: ReadonlySet<string> = new Set(['ERROR', 'error', 'error_deleting', 'killed']);

export interface WaitTools {
  readonly lister: Lister;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Monotonic milliseconds. */
  readonly deadline: number;
}

/**
 * Waits until every one of `ids` shows a status out of `wanted`, and answers them in the order of `ids`. All who wait for one kind
 * share one list a tick.
 * @throws TroikaError `broken`: class provision when one shows an error status or is not there, timeout when the deadline passes
 */
export async function waitForStatus(
  kind: Kind,
  ids: readonly string[],
  wanted: readonly string[],
  tools: WaitTools,
): Promise<readonly Resource[]> {
  const { lister, clock, signal, deadline } = tools;
  for (let notBefore = clock.monotonic(); ; notBefore = nextTick(clock.monotonic(), TICK_MS)) {
    const now = clock.monotonic();
    if (notBefore > now) await clock.sleep(notBefore - now, signal);
    signal?.throwIfAborted();
    const { resources } = await lister.listing(kind, notBefore);
    const seen = judge(kind, ids, wanted, resources);
    if (seen.waiting.length === 0) return seen.ready;
    if (clock.monotonic() >= deadline) {
      throw new TroikaError('broken', `gave up waiting for ${wanted.join(' or ')} of ${seen.waiting.join(', ')}`, {
        class: 'timeout',
      });
    }
  }
}

/**
 * The next tick of the grid that all who wait share: a multiple of `interval` later than `now`, so that waits begun at
 * different moments ask for the same listing. Milliseconds. Pure.
 */
export function nextTick(now: number, interval: number): number {
  return (Math.floor(now / interval) + 1) * interval;
}

/** Which are ready, and what is still waited for, in words. */
function judge(
  kind: Kind,
  ids: readonly string[],
  wanted: readonly string[],
  resources: ReadonlyMap<string, Resource>,
): { readonly ready: readonly Resource[]; readonly waiting: readonly string[] } {
  const ready: Resource[] = [];
  const waiting: string[] = [];
  for (const id of ids) {
    const resource = resources.get(id);
    if (resource === undefined) throw failed(`${kind} ${id} is not there any more`);
    const { name, status, facts } = resource;
    if (wanted.includes(status)) {
      ready.push(resource);
    } else if (ERRORS.has(status)) {
      const fault = facts['fault'] === undefined ? '' : `: ${facts['fault']}`;
      throw failed(`${kind} ${name} (${id}) is in state ${status}${fault}`);
    } else {
      waiting.push(`${kind} ${name} (${id}, now ${status})`);
    }
  }
  return { ready, waiting };
}

function failed(message: string): TroikaError {
  return new TroikaError('broken', message, { class: 'provision' });
}
