import type { Clock } from '../io/clock.ts';
import type { Ref, Resource } from '../model/resource.ts';
import type { Lister } from '../openstack/lister.ts';
import { nextTick } from '../openstack/waiting.ts';
import { PATIENCE, type Pace } from './pace.ts';
import { stateOf } from './see.ts';

/** How the wait for a deletion ended. `back`: the service has given up on it, in silence. */
export type Watched =
  | { readonly is: 'gone' }
  | { readonly is: 'stuck' | 'waited' | 'stopped'; readonly says: string }
  | { readonly is: 'back'; readonly says: string; readonly found: Resource };

/**
 * Who has waited so long looks at whole servers at each multiple of this, since the short list shows no state. A multiple of
 * all pauses; Nova asks Neutron about each server for it, which a deletion that goes well need not pay.
 */
const WHOLE_MS = 10_000;

/**
 * Waits until a listing no longer shows it. Everybody who waits looks at the same moments, so that all of a kind cost
 * one list each time; the pauses grow from 0.25 to 2 s with the time waited. What goes along with something that is gone
 * is looked for at once.
 * @param whole where it goes along with something: when that was gone, and the milliseconds after which `waited` is
 * answered; a state that says nothing is not taken for `back` then
 */
export async function watch(
  ref: Ref,
  tools: { readonly lister: Lister; readonly pace: Pace; readonly clock: Clock },
  whole?: { readonly goneAt: number; readonly most: number },
): Promise<Watched> {
  const { lister, pace, clock } = tools;
  const began = clock.monotonic();
  let status = '';
  let took = 0;
  let first = whole;
  for (;;) {
    const now = clock.monotonic();
    const tick = first?.goneAt ?? nextTick(now, interval(now - began, took));
    first = undefined;
    await pace.pause(tick - now);
    const stopped = pace.stopped();
    if (stopped !== undefined)
      return { is: 'stopped', says: `was being deleted${status === '' ? '' : ` (${status})`}; ${stopped}` };
    const brief = ref.kind === 'server' && (now - began < WHOLE_MS || tick % WHOLE_MS !== 0);
    const asked = clock.monotonic();
    const found = await lookFor(ref, lister, tick, brief);
    took = clock.monotonic() - asked;
    if (found === 'unlisted') continue;
    if (found === undefined) return { is: 'gone' };
    if (!brief) {
      if (found.status !== status) pace.changed();
      status = found.status;
      const state = stateOf(found);
      if (state.is === 'stuck') return { is: 'stuck', says: state.says };
      if (state.is === 'ready' && whole === undefined) return { is: 'back', says: `is ${found.status} again`, found };
    }
    if (clock.monotonic() - began >= (whole?.most ?? Infinity) || pace.quiet() >= PATIENCE.state) {
      return { is: 'waited', says: `is still there${status === '' ? '' : ` (${status})`}` };
    }
  }
}

/** A listing that failed says nothing: look again. */
async function lookFor(
  ref: Ref,
  lister: Lister,
  tick: number,
  brief: boolean,
): Promise<Resource | undefined | 'unlisted'> {
  try {
    const { resources } = await lister.listing(ref.kind, tick, { brief });
    return resources.get(ref.id);
  } catch {
    return 'unlisted';
  }
}

/** Multiples of each other, so that early and late waiters meet. Milliseconds. */
const PAUSES_MS = [250, 500, 1000, 2000] as const;
/** A look may take this part of the time between two: a service that is slow has enough to do. */
const SHARE = 0.25;

/** The pause after `waited` milliseconds of waiting, where the last look took `took`. */
function interval(waited: number, took: number): number {
  const least = Math.max(took / SHARE, Math.min(waited / 10, Math.max(1000, waited / 25)));
  return PAUSES_MS.find((pause) => pause >= least) ?? 2000;
}
