import type { Context } from '../io/context.ts';
import { says } from '../model/error.ts';
import type { Step } from '../model/plan.ts';
import { refKey, type Ref, type Resource } from '../model/resource.ts';
import type { Lister } from '../openstack/lister.ts';
import { errorText, forbiddenText, silenceText } from './advice.ts';
import { blame } from './blame.ts';
import { called } from './index.ts';
import { PATIENCE, type Pace } from './pace.ts';
import { loadBalancerIdOf } from './rules/portOfLoadBalancer.ts';
import { routesFirst, type Applying } from './routesFirst.ts';
import { see } from './see.ts';
import { send, sendRoutesOff } from './send.ts';
import { watch } from './watch.ts';

/** How one step ended. */
export type End =
  | { readonly is: 'gone' }
  | { readonly is: 'skipped'; readonly why: string }
  | { readonly is: 'blocked'; readonly why: string; readonly blocker?: Ref };

export interface StepTools extends Applying {
  readonly context: Context;
  readonly pace: Pace;
}

/** A listing may have begun so long before an effect asks for it (promise 6). */
const FRESH_MS = 2000;
/** So long may what goes along with something outlive it, before it is deleted by itself. */
const ALONG_MS = 5000;
/**
 * Services give up on a deletion in silence (cinder/volume/manager.py, delete_volume: VolumeIsBusy). So long we wait each
 * time before it is sent again; then it is left. What was busy for a moment is not any more after the first pause; a
 * client that died is forgotten by Ceph 30 s later (osd_client_watch_timeout), and may have died since the last try.
 */
const RETURN_PAUSES_MS: readonly number[] = [1000, 30_000, 30_000, 30_000];
/**
 * Kinds that are gone when their deletion is answered: Neutron, Keystone and Nova's small things delete in the request.
 * The listing at the end proves it.
 */
const AT_ONCE: readonly string[] = [
  'port',
  'network',
  'subnet',
  'router',
  'floatingIp',
  'securityGroup',
  'keypair',
  'serverGroup',
  'trunk',
  'volumeAttachment',
  'ec2Credential',
  'applicationCredential',
];
/**
 * Kinds whose 404 may be about something else: Cinder says it where it has no backup service (cinder/exception.py,
 * ServiceNotFound), Swift while its servers disagree. Only a list that does not show it proves it gone.
 */
const NOT_BELIEVED: readonly string[] = ['backup', 'container'];
/** What a service answers that has too much to do. */
const OVERLOADED: readonly (number | undefined)[] = [429, 503];
const FIRST_PAUSE_MS = 250;
/** A state that passes is looked for often, since its end lets others begin; who refuses is asked less and less. */
const MOST_PAUSE_MS = { unready: 1000, refused: 8000, again: 8000 } as const;
/** The longest pause that a service gets because it asks for one (`Retry-After`). */
const MOST_ASKED_MS = 60_000;

/** What one attempt came to. `again`: nothing is decided, look again. */
type Attempt =
  | End
  | { readonly is: 'sent' }
  | { readonly is: 'stopped' }
  | {
      readonly is: 'unready' | 'refused' | 'again';
      readonly why: string;
      readonly waitMs?: number;
      readonly blocker?: Ref;
    };

/**
 * Carries out one step whose predecessors are gone, to its end. Throws for nothing that a cloud answers.
 * @param gone monotonic milliseconds when the last of its predecessors was gone
 */
export function carryOut(step: Step, gone: number, tools: StepTools): Promise<End> {
  const whole = staying(step);
  return whole === undefined
    ? toItsEnd(step, gone, tools)
    : tools.pace.alone(refKey(whole), () => toItsEnd(step, tools.context.clock.monotonic(), tools));
}

/**
 * The load balancer that a step takes something from and leaves. It suffers one change at a time, from ACTIVE
 * (octavia/db/repositories.py, test_and_set_lb_and_listeners_prov_status).
 */
function staying(step: Step): Ref | undefined {
  if (step.do === 'strip') return step.target;
  return step.do === 'delete' ? step.from : undefined;
}

async function toItsEnd(step: Step, gone: number, tools: StepTools): Promise<End> {
  const { pace, context } = tools;
  const { clock } = context;
  if (step.with !== undefined) {
    const left = await watch(step.target, { ...tools, clock }, { goneAt: gone, most: ALONG_MS });
    if (left.is === 'gone') return left;
  }
  let since = gone;
  let pause = FIRST_PAUSE_MS;
  let returns = 0;
  let last = step.notBefore === undefined ? '' : await untilDue(step.notBefore, tools);
  for (;;) {
    const stopped = pace.stopped();
    if (stopped !== undefined) return { is: 'blocked', why: last === '' ? stopped : `${last}; ${stopped}` };
    const attempt = await pace.slot(step.target.kind, () => tryOnce(step, since, tools));
    since = clock.monotonic();
    // Why, besides what hindered it so far, is said at the top.
    if (attempt.is === 'stopped') continue;
    if ('why' in attempt) last = attempt.why;
    if (attempt.is === 'gone' || attempt.is === 'skipped' || attempt.is === 'blocked') return attempt;
    if (attempt.is === 'sent') {
      const end = await watch(step.target, { ...tools, clock });
      if (end.is === 'gone') return end;
      if (end.is !== 'back') return { is: 'blocked', why: end.says };
      const wait = RETURN_PAUSES_MS[returns];
      last = `${end.says}${silenceText(end.found)}`;
      if (wait === undefined) return { is: 'blocked', why: last };
      returns += 1;
      await pace.pause(wait);
      continue;
    } else if (attempt.is === 'refused') {
      const held = await blame(step, tools, since);
      const why = `${attempt.why}; ${held.says}`;
      if (held.foreign || pace.quiet() > PATIENCE.refusal) {
        return { is: 'blocked', why, ...(held.blocker === undefined ? {} : { blocker: held.blocker }) };
      }
    } else if (pace.quiet() > (attempt.is === 'unready' ? PATIENCE.state : PATIENCE.refusal)) {
      const { why, blocker } = attempt;
      return { is: 'blocked', why, ...(blocker === undefined ? {} : { blocker }) };
    }
    await pace.pause(Math.max(pause, Math.min(MOST_ASKED_MS, attempt.waitMs ?? 0)));
    pause = Math.min(MOST_PAUSE_MS[attempt.is], pause * 2);
  }
}

/** Waiting for a time that is known tries nobody's patience. @returns why it is too early yet: stopped before; else '' */
async function untilDue(notBefore: string, { pace, session }: StepTools): Promise<string> {
  const rest = (): number => Date.parse(notBefore) - session.now().getTime();
  if (rest() <= 0) return '';
  await pace.pause(rest());
  pace.changed();
  return rest() > 0 ? `may still be taken until ${notBefore}` : '';
}

async function tryOnce(step: Step, since: number, tools: StepTools): Promise<Attempt> {
  const { clock, journal } = tools.context;
  // What is written back must be what is there now.
  const fresh = Math.max(since, clock.monotonic() - (step.do === 'strip' ? 0 : FRESH_MS));
  let listing;
  try {
    listing = await tools.lister.listing(step.target.kind, fresh);
  } catch (error) {
    return { is: 'again', why: says(error) };
  }
  const busy = await busyWhole(step, since, tools.lister);
  if (busy !== undefined) return busy;
  if (tools.pace.stopped() !== undefined) return { is: 'stopped' };
  const seen = see(step, listing.resources, tools.ours);
  if (seen.is === 'gone') return seen;
  if (seen.is === 'changed') return { is: 'skipped', why: seen.says };
  if (seen.is === 'stuck') return { is: 'blocked', why: seen.says };
  if (seen.is === 'going') return { is: 'sent' };
  if (seen.is === 'unready') return { is: 'unready', why: seen.says };
  const come = await balancerCome(seen.resource, fresh, tools);
  if (come !== undefined) return come;
  let routed;
  try {
    routed = await routesFirst(step, seen.resource, fresh, tools);
  } catch (error) {
    return { is: 'again', why: says(error) };
  }
  if (routed.is === 'skipped' || routed.is === 'again') return routed;
  const begunAt = clock.monotonic();
  const by = { session: tools.session, journal };
  const sent =
    routed.is === 'none' ? send(step, seen.resource, by) : sendRoutesOff(step, routed.router, routed.routes, by);
  const removal = await sent.catch((error: unknown) => {
    // The stop came between the look and the request.
    if (tools.pace.stopped() === undefined) throw error;
    return undefined;
  });
  if (removal === undefined) return { is: 'stopped' };
  tools.pace.heard(step.target.kind, begunAt, OVERLOADED.includes(removal.status));
  if (step.do === 'strip' && removal.result === 'accepted') return { is: 'unready', why: 'its tags are being changed' };
  if (routed.is === 'off' && removal.result === 'accepted')
    return { is: 'unready', why: `routes of ${called(routed.router)} lead through it` };
  if (removal.result === 'accepted') return { is: AT_ONCE.includes(step.target.kind) ? 'gone' : 'sent' };
  if (removal.result === 'gone' && routed.is === 'none' && !NOT_BELIEVED.includes(step.target.kind))
    return { is: 'gone' };
  if (removal.result === 'forbidden') {
    const todo = forbiddenText(step.target, removal.status, tools.session);
    return { is: 'blocked', why: `not permitted: ${removal.says}${todo}` };
  }
  const { status, retryAfterMs } = removal;
  const why = `${removal.says}${errorText(step.target, status, tools.session.applicationCredentialId)}`;
  if (removal.result === 'busy') return { is: 'refused', why };
  // A 404 that proves nothing, another revision, 429, 5xx or no answer: what it is now says the next look.
  return { is: 'again', why, ...(retryAfterMs === undefined ? {} : { waitMs: retryAfterMs }) };
}

/** The load balancer of a VIP port that was taken for an orphan, come since the plan was made: nothing of it is in the plan. */
async function balancerCome(port: Resource, fresh: number, { lister, ours }: StepTools): Promise<Attempt | undefined> {
  const id = port.kind === 'port' ? loadBalancerIdOf(port) : undefined;
  if (id === undefined || ours.has(refKey({ kind: 'loadBalancer', id }))) return undefined;
  try {
    const balancer = (await lister.listing('loadBalancer', fresh)).resources.get(id);
    return balancer === undefined
      ? undefined
      : { is: 'skipped', why: `${called(balancer)} has come since the plan was made` };
  } catch (error) {
    return { is: 'again', why: says(error) };
  }
}

/** Why a part cannot be taken out of its load balancer now; undefined where nothing is in the way. */
async function busyWhole(step: Step, since: number, lister: Lister): Promise<Attempt | undefined> {
  if (step.do !== 'delete' || step.from === undefined) return undefined;
  try {
    const { resources } = await lister.listing('loadBalancer', since);
    const status = resources.get(step.from.id)?.status ?? 'ACTIVE';
    return status === 'ACTIVE' ? undefined : { is: 'unready', why: `its load balancer is ${status}` };
  } catch (error) {
    return { is: 'again', why: says(error) };
  }
}
