import { onAbort } from '../../io/aborts.ts';
import { says } from '../../model/error.ts';
import type { Kind } from '../../model/resource.ts';
import type { Lister } from '../../openstack/lister.ts';
import { waitForStatus } from '../../openstack/waiting.ts';
import type { ProvisionContext } from '../provisioner.ts';
import { afterFailure, answerOf, latePauses } from './afterFailure.ts';
import { intentOf, send } from './effect.ts';
import { findLost } from './find.ts';
import { madeId, madeOf, type Made } from './made.ts';
import { checkOrder, needs, type Piece } from './piece.ts';
import { progress } from './progress.ts';
import { createTurns, weights } from './turns.ts';

/** Requests at once. More only make those wait that everything else waits for. */
const ABREAST = 6;
const PAUSE_MS = 1000;

interface Site {
  readonly context: ProvisionContext;
  readonly lister: Lister;
  readonly made: Map<string, Made>;
  /** Aborted when the work must end or a piece has failed. */
  readonly signal: AbortSignal;
}

/**
 * Makes all pieces, each as soon as those it needs are there; returns when all are made and ready.
 * @throws what the first failure threw, after every request under way was answered and written down
 */
export async function makeAll(
  pieces: readonly Piece[],
  context: ProvisionContext,
  lister: Lister,
): Promise<ReadonlyMap<string, Made>> {
  checkOrder(pieces);
  const stop = new AbortController();
  const release = onAbort(context.signal, () => stop.abort(context.signal.reason));
  const site: Site = { context, lister, made: new Map(), signal: stop.signal };
  const turns = createTurns(ABREAST);
  const weight = weights(pieces);
  const built = new Map<string, Promise<void>>();
  const ready = new Map<string, Promise<void>>();
  const told = progress(pieces.length, context);
  try {
    for (const piece of pieces) {
      const before = [
        ...needs(piece).flatMap((key) => built.get(key) ?? []),
        ...piece.afterReady.flatMap((key) => ready.get(key) ?? []),
      ];
      const done = Promise.all(before).then(async () => {
        site.made.set(piece.key, await build(piece, site, (work) => turns(weight.get(piece.key) ?? 0, work)));
      });
      built.set(piece.key, done);
      ready.set(
        piece.key,
        done.then(() => untilReady(piece, site)).then(() => told(piece.name)),
      );
    }
    const all = [...built.values(), ...ready.values()];
    await Promise.all(all).catch(async (error: unknown) => {
      stop.abort(error);
      await Promise.allSettled(all);
      throw error;
    });
    return site.made;
  } finally {
    release();
  }
}

/** One piece, with its intents and outcomes, until it is there or must be given up. */
async function build(piece: Piece, site: Site, inTurn: <T>(work: () => Promise<T>) => Promise<T>): Promise<Made> {
  let lost = false;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await inTurn(() => tryOnce(piece, site, attempt, lost));
    if ('made' in answer) return answer.made;
    lost = answer.lost;
    await site.context.clock.sleep(PAUSE_MS, site.signal);
    await untilPartOfLoadBalancerMayChange(piece, site);
  }
}

async function tryOnce(
  piece: Piece,
  site: Site,
  attempt: number,
  lost: boolean,
): Promise<{ made: Made } | { lost: boolean }> {
  const { journal, cluster, session, redactor } = site.context;
  site.signal.throwIfAborted();
  const about = intentOf(piece, site.made);
  const intent = `${cluster}/${piece.key}${attempt === 1 ? '' : `#${attempt}`}`;
  const outcome = { type: 'outcome', intent, cluster, kind: about.kind } as const;
  const ok = async (made: Made, note: { says?: string } = {}): Promise<{ made: Made }> => {
    await journal.write({
      ...outcome,
      ok: true,
      ...(made.id === '' ? {} : { id: made.id }),
      ...(made.also.length === 0 ? {} : { also: made.also }),
      ...(made.fingerprint === undefined ? {} : { fingerprint: made.fingerprint }),
      ...note,
    });
    if (piece.do === 'create' && piece.told !== undefined && made.id !== '')
      await journal.write({ type: 'cluster.saw', cluster, kind: piece.kind, id: made.id, ...piece.told });
    return { made };
  };
  await journal.write({ type: 'intent', intent, cluster, ...about });
  try {
    return await ok(await send(piece, site.made, session, redactor));
  } catch (error) {
    const next = afterFailure(piece, error, attempt, lost);
    const found =
      next === 'lookThenAgain' || next === 'done' ? await lookFor(piece, site, latePauses(error)) : undefined;
    if (found !== undefined)
      return await ok(found, { says: 'made by the attempt without an answer; found by its name' });
    // Nothing refers to what a change makes, so its id may stay unknown.
    if (next === 'done') return await ok(madeId(about.id ?? ''), { says: 'done by the attempt without an answer' });
    await journal.write({ ...outcome, ok: false, says: says(error), ...answerOf(error) });
    if (next === 'giveUp') throw error;
    return { lost: lost || next === 'lookThenAgain' };
  }
}

/** Looks until what a request without an answer asked for is there, or there is no more to be expected. */
async function lookFor(piece: Piece, site: Site, pauses: readonly number[]): Promise<Made | undefined> {
  let found = await look(piece, site);
  for (const pause of pauses) {
    if (found !== undefined) return found;
    await site.context.clock.sleep(pause, site.signal);
    found = await look(piece, site);
  }
  return found;
}

async function look(piece: Piece, site: Site): Promise<Made | undefined> {
  const kind: Kind | undefined = piece.do === 'create' ? piece.kind : piece.do === 'interface' ? 'port' : undefined;
  if (kind === undefined) return undefined;
  const listing = await site.lister.listing(kind, site.context.clock.monotonic());
  const found = findLost(piece, [...listing.resources.values()], site.made);
  return found === undefined ? undefined : madeOf(found);
}

async function untilReady(piece: Piece, site: Site): Promise<void> {
  if (piece.ready === undefined) return;
  const id = site.made.get(piece.ready.of)?.id;
  if (id === undefined) throw new RangeError(`${piece.key} waits for ${piece.ready.of}, which nobody made`);
  const { session, clock, deadline } = site.context;
  await waitForStatus(piece.ready.kind, [id], piece.ready.status, {
    session,
    lister: site.lister,
    clock,
    deadline,
    signal: site.signal,
  });
}

async function untilPartOfLoadBalancerMayChange(piece: Piece, site: Site): Promise<void> {
  if (piece.ready?.kind === 'loadBalancer' && site.made.has(piece.ready.of)) await untilReady(piece, site);
}
