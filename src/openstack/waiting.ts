import type { Clock } from '../io/clock.ts';
import { TroikaError } from '../model/error.ts';
import type { Kind, Resource } from '../model/resource.ts';
import { show } from './calls.ts';
import type { Lister } from './lister.ts';
import type { Session } from './session.ts';
import { volumeMessage } from './volumeMessage.ts';

/**
 * Milliseconds between two lists of a kind: from `first`, twice as long each time, to `most`. A load balancer's parts are made one after the
 * other, each after a wait of its own, so those waits begin short; Nova's list asks Neutron about each server. Each number is a
 * power of two times the same one, so that waits of different age meet at the same ticks and share their lists.
 */
const PACES: Readonly<Partial<Record<Kind, Pace>>> = { loadBalancer: { first: 250, most: 2000 } };
const PACE: Pace = { first: 1000, most: 4000 };

interface Pace {
  readonly first: number;
  readonly most: number;
}

/** A list right after a create may not show it yet; missing in this many in a row, it is gone. */
const MOST_MISSES = 3;

const ERRORS: ReadonlySet<string> = new Set(['ERROR', 'error', 'error_deleting', 'killed']);

export interface WaitTools {
  readonly session: Session;
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
  const { first, most } = PACES[kind] ?? PACE;
  const misses = new Map<string, number>();
  let notBefore = clock.monotonic();
  for (let interval = first; ; interval = Math.min(most, 2 * interval)) {
    const { resources } = await lister.listing(kind, notBefore);
    for (const id of ids) misses.set(id, resources.has(id) ? 0 : (misses.get(id) ?? 0) + 1);
    const gone = ids.find((id) => (misses.get(id) ?? 0) >= MOST_MISSES);
    if (gone !== undefined) throw broken(`${kind} ${gone} is not there any more`);
    const { ready, failed, waiting } = judge(kind, ids, wanted, resources);
    if (failed[0] !== undefined) throw await failure(failed[0], tools);
    if (waiting.length === 0) return ready;
    const now = clock.monotonic();
    if (now >= deadline) {
      const what = `${wanted.join(' or ')} of ${waiting.join(', ')}`;
      throw new TroikaError('broken', `gave up waiting for ${what}`, { class: 'timeout' });
    }
    notBefore = nextTick(now, interval);
    await clock.sleep(notBefore - now, signal);
  }
}

/**
 * The next tick of the grid that all who wait share: a multiple of `interval` later than `now`, so that waits begun at
 * different moments ask for the same listing. Milliseconds. Pure.
 */
export function nextTick(now: number, interval: number): number {
  return (Math.floor(now / interval) + 1) * interval;
}

/** Which are ready, which have failed, and what is still waited for, in words. */
function judge(
  kind: Kind,
  ids: readonly string[],
  wanted: readonly string[],
  resources: ReadonlyMap<string, Resource>,
): { readonly ready: readonly Resource[]; readonly failed: readonly Resource[]; readonly waiting: readonly string[] } {
  const ready: Resource[] = [];
  const failed: Resource[] = [];
  const waiting: string[] = [];
  for (const id of ids) {
    const resource = resources.get(id);
    if (resource === undefined) waiting.push(`${kind} ${id} (not listed)`);
    else if (wanted.includes(resource.status)) ready.push(resource);
    else if (ERRORS.has(resource.status)) failed.push(resource);
    else waiting.push(`${kind} ${resource.name} (${id}, now ${resource.status})`);
  }
  return { ready, failed, waiting };
}

/** Says that a resource is in an error state, and why, where its service tells. */
async function failure(resource: Resource, tools: WaitTools): Promise<TroikaError> {
  const { kind, id, name, status } = resource;
  const why = await reason(resource, tools).catch(() => undefined);
  return broken(`${kind} ${name} (${id}) is in state ${status}${why === undefined ? '' : `: ${why}`}`);
}

/** Nova tells the fault of a server, and only when asked for that one; Cinder leaves its users a message. */
async function reason({ kind, id }: Resource, { session, signal }: WaitTools): Promise<string | undefined> {
  if (kind === 'server') return (await show(session, kind, id, signal)).facts['fault']?.toString();
  if (kind === 'volume' || kind === 'snapshot') return volumeMessage(session, id, signal);
  return undefined;
}

function broken(message: string): TroikaError {
  return new TroikaError('broken', message, { class: 'provision' });
}
