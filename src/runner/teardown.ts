import { releaseStep } from '../admission/release.ts';
import type { LeaseTimes } from '../admission/times.ts';
import type { TakenDown } from '../clusters/provisioner.ts';
import type { Context } from '../io/context.ts';
import { shellWord, toType } from '../model/toType.ts';
import type { Finding } from '../model/verdict.ts';
import type { Session } from '../openstack/session.ts';
import { startSpan, type Span, type Spending } from './deadline.ts';
import { findingOf } from './judge.ts';
import type { Admitted } from './leases/gate.ts';
import { underLease } from './leases/guard.ts';
import { removeTicket } from './leases/ticketDeeds.ts';
import { phase } from './phase.ts';
import { letTakeDown } from './takeDown.ts';
import type { RunDirectory } from './runDirectory.ts';

export interface TeardownTools {
  /** Without signal and deadline: each part of the life has its own. */
  readonly context: Omit<Context, 'signal' | 'deadline'>;
  readonly session: Session;
  /** The session in which the lease book is written. */
  readonly bookSession: Session;
  readonly times: LeaseTimes;
  readonly directory: RunDirectory;
  /** The folder of run directories, as the configuration names it. */
  readonly runs: string;
  /** The second signal. */
  readonly all: AbortSignal;
  readonly cleanupSeconds: number;
  /** How long a cluster is kept, in seconds; undefined: not at all. */
  keepFor(findings: readonly Finding[]): number | undefined;
  /** Removes what is the cluster's and proves it gone. @param controllersWork see forceclean's Limits */
  clean(cluster: string, session: Session, context: Context, controllersWork: boolean): Promise<readonly Finding[]>;
}

/** What a cluster's own controllers do to take it down: see Provisioner. */
export type TakeDown = (session: Session, context: Context, again: boolean) => Promise<TakenDown>;

/**
 * Removes a cluster, proves it gone and gives its slot back; or keeps it; or, its lease lost, touches nothing. Runs on a
 * clock of its own, whatever the work has used up.
 */
export async function teardown(
  admitted: Admitted,
  tools: TeardownTools,
  spending: Spending,
  findings: Finding[],
  takeDown?: TakeDown,
): Promise<void> {
  const { cluster, holding } = admitted;
  const { journal, clock } = tools.context;
  if (holding.lost.aborted) return loseLease(admitted, tools, findings);
  const span = startSpan(clock, tools.cleanupSeconds, AbortSignal.any([tools.all, holding.lost]), () => {
    return `clean-up: ${spending.says()}`;
  });
  const keep = tools.keepFor(findings);
  try {
    if (keep !== undefined) return await keepCluster(admitted, keep, span.signal, tools);
    const found = await phase('down', cluster, { journal, clock, spending }, () =>
      remove(admitted, span, tools, takeDown),
    );
    // What is left then is the warden's.
    if (holding.lost.aborted) return await loseLease(admitted, tools, findings);
    findings.push(...found);
    if (found.length > 0) return;
    await giveBack(admitted, tools);
    await journal.write({ type: 'cluster.released', cluster, kept: false });
  } catch (error) {
    if (holding.lost.aborted) return await loseLease(admitted, tools, findings);
    findings.push(findingOf(error, cluster), keep === undefined ? undecided(cluster, tools) : notKept(cluster, tools));
  } finally {
    span.end();
  }
}

/**
 * Lets the cluster's own controllers take it down, and proves it gone in the cloud. While they are at it, their credential stays:
 * without it they could not let go.
 */
async function remove(
  admitted: Admitted,
  span: Span,
  tools: TeardownTools,
  takeDown: TakeDown | undefined,
): Promise<readonly Finding[]> {
  const { cluster } = admitted;
  const session = underLease(tools.session, admitted.holding);
  if (takeDown === undefined) return proveGone(admitted, session, span, tools);
  const context = { ...tools.context, ...span };
  const cleanMeanwhile = (): Promise<readonly Finding[]> => tools.clean(cluster, session, context, true);
  const taken = await letTakeDown((again) => takeDown(session, context, again), cleanMeanwhile);
  if (taken.done) return proveGone(admitted, session, span, tools);
  const why = `its controllers have not let go of it: ${taken.hindrances.join('; ')}`;
  const hint = toType(`forceclean --run ${shellWord(tools.directory.path)} --yes`, {});
  // Controllers that were never told would make all of it again, as soon as they can: nothing of theirs stays.
  const left = await (taken.deleting ? cleanMeanwhile() : proveGone(admitted, session, span, tools));
  return [{ verdict: 'leaked', cluster, why, hint: `When they work again: ${hint}` }, ...left];
}

/** Cleans until a listing, begun when every own effect was over, shows nothing of the cluster. */
async function proveGone(
  { cluster }: Admitted,
  session: Session,
  span: Span,
  tools: TeardownTools,
): Promise<readonly Finding[]> {
  const { clock, journal } = tools.context;
  let goneAt: number | undefined;
  for (;;) {
    const step = releaseStep({ unansweredAt: tools.session.unansweredAt(), goneAt }, clock.monotonic(), tools.times);
    if (goneAt !== undefined && step.do === 'release') return [];
    if (goneAt !== undefined && step.do === 'wait') {
      const says = `${Math.ceil(step.ms / 1000)} s for a request that got no answer and may still take effect`;
      await journal.write({ type: 'progress', cluster, phase: 'down', done: 0, total: 0, says });
      await clock.sleep(step.ms, span.signal);
    }
    const begunAt = clock.monotonic();
    const found = await tools.clean(cluster, session, { ...tools.context, ...span }, false);
    if (found.length > 0) return found;
    goneAt = begunAt;
  }
}

/** Gives the slot back. After this nothing may be done for the cluster. */
export async function giveBack({ cluster, holding }: Admitted, tools: TeardownTools): Promise<void> {
  holding.check();
  holding.end();
  if (!(await removeTicket(tools.bookSession, holding.id)))
    tools.context.log.warn({ cluster, ticket: holding.id }, 'the ticket would not go');
}

async function keepCluster(
  admitted: Admitted,
  seconds: number,
  signal: AbortSignal,
  tools: TeardownTools,
): Promise<void> {
  const { cluster } = admitted;
  const until = tools.bookSession.now().getTime() + seconds * 1000;
  await writeKept(admitted, until, signal, tools);
  const keptUntil = new Date(until).toISOString();
  await tools.context.journal.write({ type: 'cluster.released', cluster, kept: true, until: keptUntil });
}

/**
 * Writes the end into the ticket, again until it is known to stand there: a ticket without it is dead as soon as its run
 * has ended.
 * @throws what the last try threw, when the lease or the time is lost
 */
async function writeKept(
  { holding }: Admitted,
  until: number,
  signal: AbortSignal,
  tools: TeardownTools,
): Promise<void> {
  for (;;) {
    try {
      return await holding.write({ keptUntil: until }, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      await tools.context.clock.sleep(tools.times.look, signal).catch(() => undefined);
    }
  }
}

async function loseLease({ cluster, holding }: Admitted, tools: TeardownTools, findings: Finding[]): Promise<void> {
  const lost = findingOf(holding.lost.reason, cluster);
  // Whoever slept too long knows only that; the book may tell who came meanwhile.
  const taker = await holding.taker(tools.all);
  const known = taker === undefined || lost.why.includes(taker);
  const finding = known ? lost : { ...lost, why: `${lost.why}; ${taker}` };
  await tools.context.journal.write({ type: 'lease.lost', cluster, why: finding.why });
  const told = findings.findIndex((one) => one.why === lost.why);
  findings.splice(told < 0 ? findings.length : told, 1, finding);
}

/** The cluster stands. A write without an answer may have told its ticket all the same. */
function notKept(cluster: string, tools: TeardownTools): Finding {
  const why = 'it may not be kept: where its ticket does not say until when, whoever needs its slot removes it';
  return { verdict: 'unknown', cluster, why, hint: `See: ${toType('lease list', { cloud: tools.session.cloud })}` };
}

/** A clean-up that did not end proves nothing, unless it was told to stop. */
function undecided(cluster: string, tools: TeardownTools): Finding {
  // The run's journal tells its cloud.
  const hint = toType(`forceclean --run ${shellWord(tools.directory.path)} --yes`, {});
  if (tools.all.aborted)
    return { verdict: 'interrupted', cluster, why: 'clean-up was stopped, so something may be left', hint };
  return { verdict: 'unknown', cluster, why: 'clean-up did not end: whether something is left is not known', hint };
}
