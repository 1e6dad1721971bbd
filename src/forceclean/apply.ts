import type { Context } from '../io/context.ts';
import type { CleanPlan, Step } from '../model/plan.ts';
import { refKey, type Kind, type Ref } from '../model/resource.ts';
import type { Lister } from '../openstack/lister.ts';
import type { Session } from '../openstack/session.ts';
import { carryOut, type End } from './carryOut.ts';
import { routeKey } from './extraRoutes.ts';
import { called, refOf } from './index.ts';
import { createPace, createPlaces, type Places } from './pace.ts';

export interface ApplyTools {
  readonly session: Session;
  readonly lister: Lister;
  readonly context: Context;
  /** Shared by all who clean in the project at the same time; of its own where there are none. */
  readonly places?: Places | undefined;
}

export interface Applied {
  /** Answered 404 or stood in no listing any more. */
  readonly gone: readonly Ref[];
  /** Not what the plan saw. */
  readonly skipped: readonly { readonly ref: Ref; readonly why: string }[];
  /** Ours and still there; `blocker` is who holds it, where that is known. */
  readonly blocked: readonly { readonly ref: Ref; readonly why: string; readonly blocker?: Ref }[];
}

/**
 * So long servers let load balancers and floating IPs go first: these begin the longest chains (address, router's interface,
 * router, and load balancer, network), and while Nova takes servers down it keeps Neutron busy: Octavia's own clean-up
 * waits for that, and an interface took ten seconds instead of three. Servers are gone before an amphora is, also when they
 * begin so much later.
 */
const HEAD_START_MS = 6000;
const FIRST: readonly Kind[] = ['loadBalancer', 'floatingIp'];

/**
 * Applies a plan exactly as it is: each step when its predecessors are gone, all others side by side within the
 * services' limits. Every effect is journalled before and after. A stop or the deadline ends it with the request in
 * flight answered and written down.
 * @throws only when the journal cannot be written or a lease is lost: then nothing more is sent
 */
export async function applyPlan(plan: CleanPlan, tools: ApplyTools): Promise<Applied> {
  const ours = new Set(
    plan.steps.flatMap((step) =>
      step.do === 'strip' ? [] : [refKey(step.target), ...(step.routes ?? []).map(routeKey)],
    ),
  );
  const planned = new Map(plan.steps.map((step) => [refKey(step.target), step.fingerprint]));
  const pace = createPace(tools.context, tools.places ?? createPlaces(tools.context.clock));
  const ends = new Map<string, Promise<End>>();
  const begunAt = tools.context.clock.monotonic();
  const goneAt = new Map<string, number>();
  let done = 0;

  async function live(step: Step, before: readonly (readonly [Ref, Promise<End>])[]): Promise<End> {
    for (const [ref, end] of before) {
      const { is } = await end;
      if (is !== 'gone')
        return { is: 'blocked', why: `waits for ${nameIn(plan, ref)}, which is still there`, blocker: ref };
    }
    if (step.target.kind === 'server') await headStart();
    // One moment for all who waited for the same: they share the lists that begin after it.
    const since = Math.max(begunAt, ...before.map(([ref]) => goneAt.get(refKey(ref)) ?? begunAt));
    const end = await carryOut(step, since, { ...tools, pace, ours, planned });
    if (end.is !== 'gone') return end;
    goneAt.set(refKey(step.target), tools.context.clock.monotonic());
    done += 1;
    pace.changed();
    const says = `${step.target.kind} ${step.target.name === '' ? step.target.id : step.target.name} is ${step.do === 'strip' ? 'rid of our tags' : 'gone'}`;
    const { cluster } = step.target;
    await tools.context.journal.write({
      type: 'progress',
      cluster,
      phase: 'down',
      done,
      total: plan.steps.length,
      says,
    });
    return end;
  }

  const balanced = plan.steps.some((step) => step.target.kind === 'loadBalancer');
  const first = plan.steps
    .filter((step) => balanced && FIRST.includes(step.target.kind))
    .map((step) => refKey(step.target));
  const headStart = async (): Promise<void> => {
    await Promise.race([Promise.allSettled(first.flatMap((key) => ends.get(key) ?? [])), pace.pause(HEAD_START_MS)]);
  };

  for (const step of plan.steps) {
    const before = [...step.after, ...(step.with === undefined ? [] : [step.with])].flatMap((ref) => {
      const end = ends.get(refKey(ref));
      return end === undefined ? [] : [[ref, end] as const];
    });
    ends.set(
      refKey(step.target),
      Promise.resolve()
        .then(() => live(step, before))
        .catch((error: unknown) => {
          pace.halt();
          throw error;
        }),
    );
  }
  const settled = await Promise.allSettled(ends.values());
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return resultOf(plan.steps.map((step, at) => ({ step, end: valueOf(settled[at]) })));
}

function valueOf(settled: PromiseSettledResult<End> | undefined): End | undefined {
  return settled?.status === 'fulfilled' ? settled.value : undefined;
}

function resultOf(results: readonly { readonly step: Step; readonly end: End | undefined }[]): Applied {
  return {
    gone: results.flatMap(({ step, end }) => (end?.is === 'gone' ? [refOf(step.target)] : [])),
    skipped: results.flatMap(({ step, end }) =>
      end?.is === 'skipped' ? [{ ref: refOf(step.target), why: end.why }] : [],
    ),
    blocked: results.flatMap(({ step, end }) => {
      if (end?.is !== 'blocked') return [];
      const blocker = end.blocker === undefined ? {} : { blocker: end.blocker };
      return [{ ref: refOf(step.target), why: end.why, ...blocker }];
    }),
  };
}

function nameIn(plan: CleanPlan, ref: Ref): string {
  return called(plan.steps.find((step) => refKey(step.target) === refKey(ref))?.target ?? ref);
}
