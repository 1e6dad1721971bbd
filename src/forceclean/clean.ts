import type { ClusterNames } from '../creators/clusterNames.ts';
import type { Context } from '../io/context.ts';
import type { LedgerEntry } from '../model/evidence.ts';
import type { CleanPlan } from '../model/plan.ts';
import type { Inventory, Kind, Resource } from '../model/resource.ts';
import { inventory as listAll, type Read } from '../openstack/inventory.ts';
import type { Lister } from '../openstack/lister.ts';
import type { Session } from '../openstack/session.ts';
import { applyPlan } from './apply.ts';
import { attribute } from './attribute.ts';
import { restrictionOf } from './beforehand.ts';
import type { ClaimPolicy } from './claims.ts';
import type { Cleaned } from './cleaned.ts';
import { afterApplied, afterLook, BEGUN, cleanedOf, isStuck, withoutGone, withoutTime } from './course.ts';
import { lookOf, type Look } from './memory.ts';
import type { NeighbourKnowledge } from './neighbours.ts';
import type { Places } from './pace.ts';
import { planClean } from './plan.ts';

export interface CleanInput extends ClaimPolicy {
  readonly clusters: readonly ClusterNames[];
  readonly runId: string | null;
  readonly ledger: readonly LedgerEntry[];
  /** What others wrote down of the clusters, which can only protect: of volumes which is to be retained, which key a keypair was. */
  readonly told?: readonly LedgerEntry[];
  /** Keys (`kind/id`) of what earlier clean-ups handed over. */
  readonly handedOver?: ReadonlySet<string>;
  /** Keys (`kind/id`) of what stood before the clusters. */
  readonly baseline?: ReadonlySet<string>;
  readonly bornAt?: string;
  /** What is known of everybody else in the project. */
  readonly neighbours?: NeighbourKnowledge;
  /** What may be done at most, as `itemsOf` writes it; everything where it is not given. */
  readonly only?: ReadonlySet<string>;
  /** See Limits. */
  readonly controllersWork?: boolean;
  /** Keys of what an earlier look of the same clean-up could not prove. */
  readonly doubted?: ReadonlySet<string>;
  /** Names of the clusters of which an earlier look of the same clean-up saw two. */
  readonly namesakes?: ReadonlySet<string>;
  /**
   * Milliseconds to wait before a second look must agree that nothing is left: for requests whose sender died before
   * their answer, which the cloud may still execute. 0 where every effect was answered.
   */
  readonly settleMs?: number;
}

export interface LookTools {
  readonly session: Session;
  readonly context: Context;
  /** One for all who clean in the same project at the same time, so that they share their listings. */
  readonly lister: Lister;
}

export interface CleanTools extends LookTools {
  /** See ApplyTools. */
  readonly places?: Places | undefined;
  /** Keeps a plan for people to read, before it is applied; answers where. Told what that look calls endangered, too. */
  writePlan(plan: CleanPlan, round: number, endangered: ReadonlySet<string>): Promise<string>;
}

/** What one round deletes, later rounds must not find again; if they do, so often, somebody makes it anew. */
const MOST_ROUNDS = 6;
/** A listing that fails may succeed a moment later. */
const LOOKS = 3;
const PAUSE_MS = 2000;

/** A first look may be as old as a listing that an effect relies on (promise 6). Milliseconds. */
const SHARED_MS = 2000;

/** One look at the project, and what would be done about it. Changes nothing. */
export async function planNow(input: CleanInput, tools: LookTools): Promise<CleanPlan> {
  return (await lookNow(input, tools, tools.context.clock.monotonic() - SHARED_MS)).plan;
}

/**
 * Begins the listings of a first look, for those who still have to ask whether they may clean: who begins soon after shares
 * them, as this does with others. What goes wrong with them is met again by whoever looks.
 */
export function lookAhead(tools: LookTools): void {
  inventoryOf(tools, tools.context.clock.monotonic() - SHARED_MS).catch(() => undefined);
}

/** Lists by what was begun a moment ago, where there is that. */
export function recently({ context, lister }: LookTools): Read {
  return (kind) => listed(lister, kind, context.clock.monotonic() - SHARED_MS);
}

/** Everything in the project. @param notBefore monotonic milliseconds: no listing is older */
function inventoryOf({ session, context, lister }: LookTools, notBefore: number): Promise<Inventory> {
  return listAll(session, context.signal, (kind) => listed(lister, kind, notBefore));
}

async function listed(lister: Lister, kind: Kind, notBefore: number): Promise<readonly Resource[]> {
  const { resources } = await lister.listing(kind, notBefore);
  return [...resources.values()];
}

/** @param notBefore monotonic milliseconds: no listing is older */
async function lookNow(input: CleanInput, tools: LookTools, notBefore: number): Promise<Look> {
  const inventory = await inventoryOf(tools, notBefore);
  const { applicationCredentialId } = tools.session;
  const known = { ...input, inventory, ...(applicationCredentialId === undefined ? {} : { applicationCredentialId }) };
  const attributions = attribute(known);
  const plan = planClean({
    attributions,
    inventory,
    runId: input.runId,
    clusters: input.clusters.map((names) => names.cluster),
    now: tools.session.now().toISOString(),
    pvc: input.pvc,
    retained: input.retained,
    ledger: [...(input.told ?? []), ...input.ledger],
    handedOver: input.handedOver,
    only: input.only,
    controllersWork: input.controllersWork,
    restricted: restrictionOf(inventory, applicationCredentialId),
  });
  return lookOf(plan, known, attributions);
}

/**
 * Removes what is the clusters', round by round, until a fresh and whole listing shows nothing that could be removed.
 * Clean is only what that listing says: `left` and `unknown` both empty.
 * @throws TroikaError when nothing can be listed at all, and the signal's reason when stopped before anything is known
 */
export async function clean(input: CleanInput, tools: CleanTools): Promise<Cleaned> {
  const { clock, signal, deadline } = tools.context;
  const settledAt = clock.monotonic() + (input.settleMs ?? 0);
  let course = BEGUN;
  for (;;) {
    const { held, doubted, namesakes, proved, plans } = course;
    const ledger = [...input.ledger, ...proved];
    const look = await settledLook({ ...input, ledger, doubted, namesakes }, tools, settledAt, plans.length > 0).catch(
      (error: unknown): CleanPlan => {
        if (held === undefined) throw error;
        return held;
      },
    );
    if (!('plan' in look)) return verified(input, cleanedOf(course, look), tools.context);
    course = afterLook(course, look);
    const { plan } = look;
    const late = plans.length > 0 && clock.monotonic() >= deadline;
    if (late) course = withoutTime(course, plan);
    if (late || plan.steps.length === 0 || plans.length === MOST_ROUNDS || isStuck(course))
      return verified(input, cleanedOf(course, plan), tools.context);
    await writeDown(look, plans.length + 1, tools);
    const applied = await applyPlan(plan, tools);
    const rest = withoutGone(plan, applied);
    course = afterApplied(course, plan, applied, rest);
    if (!signal.aborted) continue;
    if (course.held === undefined) signal.throwIfAborted();
    return verified(input, cleanedOf(course, rest), tools.context);
  }
}

/** Keeps a plan, and says in the journal that it is about to be applied. */
async function writeDown({ plan, endangered }: Look, round: number, tools: CleanTools): Promise<void> {
  const file = await tools.writePlan(plan, round, endangered);
  const { clusters, steps, kept } = plan;
  const counts = { steps: steps.length, kept: kept.length };
  await tools.context.journal.write({ type: 'clean.planned', clusters, ...counts, file, round });
}

/**
 * A plan from a whole listing, or from the best of a few; an empty one is believed when it was seen after `settledAt`, or
 * when a look then agrees.
 */
async function settledLook(input: CleanInput, tools: CleanTools, settledAt: number, later: boolean): Promise<Look> {
  const { clock, signal } = tools.context;
  let begunAt = clock.monotonic();
  const notBefore = begunAt - (later ? 0 : SHARED_MS);
  let look = await lookNow(input, tools, notBefore);
  const again = async (pauseMs: number): Promise<void> => {
    await clock.sleep(pauseMs, signal);
    begunAt = clock.monotonic();
    look = await lookNow(input, tools, begunAt);
  };
  for (let count = 1; count < LOOKS && look.plan.steps.length === 0 && look.plan.unknown.length > 0; count += 1) {
    await again(PAUSE_MS);
  }
  const rest = settledAt - begunAt;
  if (look.plan.steps.length === 0 && rest > 0) await again(later ? Math.min(rest, PAUSE_MS) : rest);
  return look;
}

/** Says in the journal what a clean-up came to. */
async function verified(input: CleanInput, cleaned: Cleaned, context: Context): Promise<Cleaned> {
  await context.journal.write({
    type: 'clean.verified',
    clusters: input.clusters.map((names) => names.cluster),
    left: cleaned.left.map((one) => one.ref),
    unknown: cleaned.unknown,
    notLookedAt: cleaned.notLookedAt,
    handedOver: cleaned.kept
      .filter((one) => !one.leftover && one.target.cluster !== '')
      .map(({ target: { kind, id, name }, why }) => ({ kind, id, name, why })),
  });
  return cleaned;
}
