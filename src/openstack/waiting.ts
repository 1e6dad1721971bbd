import type { Clock } from '../io/clock.ts';
import { TroikaError } from '../model/error.ts';
import type { Kind, Resource } from '../model/resource.ts';
import type { Lister } from './lister.ts';

/** A list right after a create may not show it yet; missing in this many in a row, it is gone. */
const MOST_MISSES = 3;

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
  const begun = clock.monotonic();
  const misses = new Map<string, number>();
  for (let notBefore = begun; ;) {
    const { resources } = await lister.listing(kind, notBefore);
    for (const id of ids) misses.set(id, resources.has(id) ? 0 : (misses.get(id) ?? 0) + 1);
    const { ready, waiting } = judge(kind, ids, wanted, resources, misses);
    if (waiting.length === 0) return ready;
    const now = clock.monotonic();
    if (now >= deadline) {
      const what = `${wanted.join(' or ')} of ${waiting.join(', ')}`;
      throw new TroikaError('broken', `gave up waiting for ${what}`, { class: 'timeout' });
    }
    notBefore = Math.min(nextTick(now, pauseAfter(now - begun)), deadline);
    await clock.sleep(notBefore - now, signal);
  }
}

/**
 * Milliseconds between two looks after waiting `waited` already: each a multiple of the ones before, so that waits of
 * different age still meet. Pure.
 */
function pauseAfter(waited: number): number {
  if (waited < 15_000) return 1000;
  return waited < 60_000 ? 2000 : 4000;
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
  misses: ReadonlyMap<string, number>,
): { readonly ready: readonly Resource[]; readonly waiting: readonly string[] } {
  const ready: Resource[] = [];
  const waiting: string[] = [];
  for (const id of ids) {
    const resource = resources.get(id);
    if (resource === undefined) {
      if ((misses.get(id) ?? 0) >= MOST_MISSES) throw failed(`${kind} ${id} is not there any more`);
      waiting.push(`${kind} ${id} (not listed)`);
    } else if (wanted.includes(resource.status)) {
      ready.push(resource);
    } else if (ERRORS.has(resource.status)) {
      const fault = resource.facts['fault'] === undefined ? '' : `: ${resource.facts['fault']}`;
      throw failed(`${kind} ${resource.name} (${id}) is in state ${resource.status}${fault}`);
    } else {
      waiting.push(`${kind} ${resource.name} (${id}, now ${resource.status})`);
    }
  }
  return { ready, waiting };
}

function failed(message: string): TroikaError {
  return new TroikaError('broken', message, { class: 'provision' });
}
