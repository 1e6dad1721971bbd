import type { Attribution } from '../model/evidence.ts';
import type { Cause, Held } from '../model/plan.ts';
import { refKey, type Resource } from '../model/resource.ts';
import { foreignRoutes, routesThrough } from './extraRoutes.ts';
import { refOf, type Index } from './index.ts';
import { HOLDS, heldBy, holdersOf } from './holds.ts';
import { novasPorts } from './order.ts';
import { isLeftBehind, namesAnother } from './reasons.ts';
import { isRestored } from './restored.ts';
import { remedy, stuckState, type StuckName } from './stuck/table.ts';
import { unmarkOf } from './unmark.ts';

/** Whatever may hold us up: one of ours that is stuck, or the first that is not ours. */
interface Root {
  readonly target: Resource;
  readonly stuck: StuckName;
  /** From the target on, to the last cause. */
  readonly chain: readonly Held[];
  /** Whose state it is; undefined where its mere presence holds. */
  readonly state?: Resource;
  /** The id that the remedy is about. */
  readonly id: string;
  /** What else stands in the remedy's command. */
  readonly words?: Readonly<Record<string, string>> | undefined;
}

/** Tells whose a resource was judged to be. */
type Judged = (one: Resource) => Held['is'];

/** What was judged of every resource. */
interface Told {
  readonly judged: Judged;
  /** How a mark to be kept is taken off, where a resource bears one. */
  readonly unmark: (one: Resource) => ReturnType<typeof unmarkOf>;
  /** Its texts name another cluster. */
  readonly named: (one: Resource) => boolean;
}

/**
 * Who holds each of ours, down to the last cause, where that is something stuck or something that is not ours. The chain
 * is the shortest. Pure; every resource is looked at once.
 */
export function causesOf(attributions: readonly Attribution[], index: Index): readonly Cause[] {
  const verdicts = new Map(attributions.map((one) => [refKey(one.resource), one.verdict]));
  const judged: Judged = (one) => verdicts.get(refKey(one)) ?? 'neighbour';
  const undecided = attributions.filter((one) => one.verdict === 'undecided');
  const marks = new Map(undecided.map((one) => [refKey(one.resource), unmarkOf(one)]));
  const others = new Set(attributions.filter(namesAnother).map((one) => refKey(one.resource)));
  const told: Told = { judged, unmark: (one) => marks.get(refKey(one)), named: (one) => others.has(refKey(one)) };
  const found = new Map<string, Cause>();
  const queue: Resource[] = [];
  for (const attribution of attributions) {
    const target = attribution.resource;
    const root = rootFor(attribution, index, told);
    if (root === undefined) continue;
    found.set(refKey(target), causeOf(root));
    if (attribution.verdict === 'ours') queue.push(target);
  }
  for (let at = 0; at < queue.length; at += 1) {
    const holder = queue[at];
    const cause = holder === undefined ? undefined : found.get(refKey(holder));
    if (holder === undefined || cause === undefined) continue;
    for (const held of HOLDS.flatMap((hold) => heldBy(holder, hold, index))) {
      if (judged(held) !== 'ours' || found.has(refKey(held))) continue;
      found.set(refKey(held), { ...cause, target: refOf(held), chain: [link(held, 'ours'), ...cause.chain] });
      queue.push(held);
    }
  }
  return [...found.values()];
}

/** What holds up one of ours, or what speaks against our proof. */
function rootFor(attribution: Attribution, index: Index, told: Told): Root | undefined {
  const { resource, verdict } = attribution;
  if (verdict === 'ours') return rootOf(resource, index, told);
  const words = told.unmark(resource);
  if (words !== undefined) return { ...doubted(resource, 'keepMark'), words };
  return isLeftBehind(attribution) || isDoubtedImage(attribution) ? wished(attribution, index) : undefined;
}

/** One that is held up by what it is itself. */
function doubted(target: Resource, stuck: StuckName): Root {
  return { target, stuck, chain: [link(target, 'undecided')], id: target.id };
}

function isDoubtedImage({ resource, verdict }: Attribution): boolean {
  return resource.kind === 'image' && verdict === 'undecided';
}

/** Somebody's wish against our proof. */
function wished({ resource, evidence }: Attribution, index: Index): Root | undefined {
  const source = evidence.find((one) => one.side === 'against')?.source;
  const elsewhere = ELSEWHERE[source ?? ''];
  if (elsewhere !== undefined) return doubted(resource, elsewhere);
  if (isRestored(resource)) return doubted(resource, 'volumeRestored');
  const state = stuckState(resource);
  const stuck =
    // A server that we see holds it, and is none of ours: nobody is told to take it away from that one.
    (state !== undefined && OF_HOLDER.includes(state) && isHeld(resource, index) ? undefined : state) ??
    (source === 'locked' && resource.kind === 'server'
      ? 'serverLocked'
      : source === 'in-group'
        ? 'volumeGroup'
        : undefined);
  if (resource.kind === 'image') return doubted(resource, 'imageKept');
  if (stuck === undefined) return undefined;
  const told = source === 'in-group' || stuck === 'serverLocked' ? {} : { state: resource };
  return { ...doubted(resource, stuck), ...told };
}

/** Rules that find our texts on a network which is not ours: on one that was lent to the cluster, or a namesake's. */
const ELSEWHERE: Readonly<Record<string, StuckName>> = {
  'all-ports-on-owned-networks': 'serverElsewhere',
  'vip-on-owned-network': 'loadBalancerElsewhere',
};

/** States of a volume which are its server's doing. */
const OF_HOLDER: readonly StuckName[] = ['volumeInUse', 'volumeReserved', 'volumeDetaching'];

function causeOf({ target, stuck, chain, state, id, words }: Root): Cause {
  const since = state === undefined ? undefined : (state.updatedAt ?? state.createdAt);
  return {
    target: refOf(target),
    chain,
    ...(state === undefined ? {} : { status: statusOf(state) }),
    ...(since === undefined ? {} : { since }),
    todo: remedy(stuck, id, target.id, words),
  };
}

function rootOf(target: Resource, index: Index, told: Told): Root | undefined {
  return (
    foreignHolder(target, index, told) ??
    holderOfPort(target, index, told) ??
    ownState(target, index) ??
    foreignRoute(target, index, told.judged)
  );
}

/** Nova takes a server's port along that it made: who holds that port of ours holds the server. */
function holderOfPort(server: Resource, index: Index, told: Told): Root | undefined {
  const ports = novasPorts(server, index).filter((port) => told.judged(port) === 'ours');
  const root = ports.flatMap((port) => foreignHolder(port, index, told) ?? [])[0];
  return root === undefined ? undefined : { ...root, target: server, chain: [link(server, 'ours'), ...root.chain] };
}

/** The first holder that is not ours, and who holds that one. */
function foreignHolder(target: Resource, index: Index, told: Told): Root | undefined {
  const { judged, unmark } = told;
  for (const hold of HOLDS) {
    if (hold.foreign === undefined || hold.held !== target.kind) continue;
    const holder = holdersOf(target, hold, index).find(
      (one) => judged(one) !== 'ours' && !isHarmless(one, index, told),
    );
    if (holder === undefined) continue;
    const words = unmark(holder);
    if (words !== undefined) {
      const chain = [link(target, 'ours'), link(holder, 'undecided')];
      return { target, stuck: 'keepMark', chain, id: holder.id, words };
    }
    const unseen = unseenDevice(holder, index);
    const beyond =
      unseen ??
      HOLDS.flatMap((row) => (row.along === true ? [] : holdersOf(holder, row, index))).map((one) =>
        link(one, judged(one)),
      )[0];
    const chain = [link(target, 'ours'), link(holder, judged(holder)), ...(beyond === undefined ? [] : [beyond])];
    return unseen === undefined
      ? { target, stuck: hold.foreign, chain, id: holder.id }
      : { target, stuck: 'serverUnseen', chain, id: unseen.id };
  }
  return undefined;
}

/** An address lent to a port of ours is let go with it; one that names another cluster is in use by it. */
function isHarmless(holder: Resource, index: Index, { judged, named }: Told): boolean {
  if (holder.kind !== 'floatingIp' || named(holder)) return false;
  return index.linkedTo(holder, 'port').every((port) => judged(port) === 'ours');
}

function ownState(target: Resource, index: Index): Root | undefined {
  const chain = [link(target, 'ours')];
  const unseen = unseenDevice(target, index);
  if (unseen !== undefined) return { target, stuck: 'serverUnseen', chain: [...chain, unseen], id: unseen.id };
  const stuck = stuckState(target) ?? (isAtWork(target) ? 'serverTask' : undefined);
  if (stuck === undefined) return undefined;
  // A server or an attachment that we see holds it: that one is the cause, if anything is.
  if (stuck === 'volumeInUse' && isHeld(target, index)) return undefined;
  return { target, stuck, chain, state: target, id: target.id };
}

/** Nova may refuse a deletion in any task but that of deleting (409, “Cannot delete while task_state …”). */
function isAtWork({ kind, facts }: Resource): boolean {
  return kind === 'server' && typeof facts['taskState'] === 'string';
}

function isHeld(volume: Resource, index: Index): boolean {
  return (
    index.linkedTo(volume, 'attachment').length > 0 || index.pointing('volumeAttachment', 'volume', volume).length > 0
  );
}

/** The server of a port or of an attachment that is in no list, though the list is whole. */
function unseenDevice(one: Resource, index: Index): Held | undefined {
  const rel = one.kind === 'port' ? 'device' : one.kind === 'volumeAttachment' ? 'server' : undefined;
  if (rel === undefined || index.unlisted('server')) return undefined;
  const device = one.links.find((to) => to.rel === rel && to.kind === 'server');
  if (device === undefined || index.get('server', device.id) !== undefined) return undefined;
  return { kind: 'server', id: device.id, name: '', is: 'unseen' };
}

/** A router of ours with a route that is not, or an interface that a route of somebody else's router needs. */
function foreignRoute(target: Resource, index: Index, judged: Judged): Root | undefined {
  const [router] = target.kind === 'router' ? [target] : index.linkedTo(target, 'device');
  if (router === undefined) return undefined;
  const routes =
    router === target
      ? foreignRoutes(router, index, (one) => judged(one) === 'ours')
      : judged(router) === 'ours'
        ? []
        : routesThrough(target, index);
  if (routes.length === 0) return undefined;
  const chain = [link(target, 'ours'), ...(router === target ? [] : [link(router, judged(router))])];
  const words = {
    routes: routes.map((one) => `--route destination=${one.destination},gateway=${one.nexthop}`).join(' '),
  };
  return { target, stuck: 'routerRoute', chain, id: router.id, words };
}

function statusOf(resource: Resource): string {
  const task = resource.facts['taskState'];
  return typeof task === 'string' ? task : resource.status;
}

function link({ kind, id, name }: Resource, is: Held['is']): Held {
  return { kind, id, name, is };
}
