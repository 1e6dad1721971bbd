import { join } from 'node:path';
import type { Access, ProvisionContext, Watching } from '../clusters/provisioner.ts';
import { userMark } from '../admission/ticket.ts';
import type { Context } from '../io/context.ts';
import { says, TroikaError } from '../model/error.ts';
import type { Phase } from '../model/event.ts';
import type { Finding } from '../model/verdict.ts';
import { inventory as listAll } from '../openstack/inventory.ts';
import type { Session } from '../openstack/session.ts';
import { saveBaseline } from './baseline.ts';
import { startSpan, trackSpending, type Spending } from './deadline.ts';
import { findingOf, findingOfSuite } from './judge.ts';
import type { Desk } from './leases/desk.ts';
import type { Admitted } from './leases/gate.ts';
import { underLease } from './leases/guard.ts';
import { phase } from './phase.ts';
import type { BoundProvisioner, BoundSuite } from './registry.ts';
import type { RunDirectory } from './runDirectory.ts';
import { takenNames } from './takenNames.ts';
import { giveBack, teardown, type TakeDown, type TeardownTools } from './teardown.ts';

/** One cluster of a run, ready to start. */
export interface Member {
  readonly label: string;
  readonly cluster: string;
  readonly provisioner: BoundProvisioner;
  /** Where what reconciles it runs, for its ticket. */
  readonly controllers: string;
  readonly suites: readonly BoundSuite[];
}

export interface LifeTools extends TeardownTools {
  readonly session: Session;
  readonly desk: Desk;
  readonly directory: RunDirectory;
  /** Ends with the work's time or the first signal. */
  readonly work: { readonly signal: AbortSignal; readonly deadline: number };
  readonly externalNetworkId: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** See ClaimPolicy. */
  readonly retained: boolean;
  /** A name that no cluster of this run has had. @throws TroikaError when there are none left */
  nextName(): string;
  /** Told who spends the time of the run, so that its deadline can name them; and who no longer does. */
  spends(cluster: string, spending: Spending): void;
  lives(cluster: string): void;
  /** Fetches what a failure is understood by, in the time that it is given. */
  diagnose(failed: Failed, context: ProvisionContext): Promise<void>;
  /** Told that a lease is lost: the whole run stops its work. */
  loses(error: unknown): void;
}

/** A cluster that was admitted, and what it may do: nothing more once its lease is lost. */
interface Holder {
  readonly member: Member;
  readonly admitted: Admitted;
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly spending: Spending;
}

/** What a cluster failed with so far. */
export interface Failed {
  readonly member: Member;
  readonly findings: readonly Finding[];
}

const COLLECT_SECONDS = 60;
/** Of a run that somebody has stopped: whoever waits for its end is not kept long. */
const COLLECT_STOPPED_SECONDS = 15;

/** From waiting for a slot to the proof that nothing is left. Never throws: whatever goes wrong is a finding. */
export async function live(asked: Member, tools: LifeTools): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const spending = trackSpending(tools.context.clock, asked.cluster);
  tools.spends(asked.cluster, spending);
  const admitted = await attempt(findings, asked.cluster, () => enter(asked, tools, spending));
  if (admitted === undefined) return findings;
  const { holding, cluster } = admitted;
  const holder: Holder = {
    member: { ...asked, cluster },
    admitted,
    session: underLease(tools.session, holding),
    signal: AbortSignal.any([tools.work.signal, holding.lost]),
    spending,
  };
  let watching: Watching | undefined;
  const onLoss = (): void => tools.loses(holding.lost.reason);
  const untilEnd = AbortSignal.any([tools.all, holding.lost]);
  holding.lost.addEventListener('abort', onLoss, { once: true });
  try {
    const mayBegin = await attempt(findings, cluster, () => begin(holder, tools));
    if (mayBegin === undefined) {
      // Nothing was made. Cleaning by this name could only hit whoever has it already.
      await giveUp(holder.admitted, tools);
      return findings;
    }
    // It goes on while the cluster is taken down.
    const { provisioner } = holder.member;
    watching = provisioner.watch?.(provisionContext(holder, tools, { signal: untilEnd, deadline: Infinity }));
    await attempt(findings, cluster, () => work(holder, tools, findings));
    const collected = await collectIfFailed(holder, tools, findings);
    const { down } = provisioner;
    const takeDown: TakeDown | undefined =
      down && ((session, context, again) => down({ ...provisionContext(holder, tools, context), session }, again));
    await teardown(holder.admitted, tools, spending, findings, takeDown);
    if (!collected) await collectIfFailed(holder, tools, findings);
    return findings;
  } finally {
    await watching?.end();
    holding.end();
    tools.desk.left();
    holding.lost.removeEventListener('abort', onLoss);
    tools.lives(asked.cluster);
  }
}

async function attempt<T>(findings: Finding[], cluster: string, deed: () => Promise<T>): Promise<T | undefined> {
  try {
    return await deed();
  } catch (error) {
    findings.push(findingOf(error, cluster));
    return undefined;
  }
}

async function enter(member: Member, tools: LifeTools, spending: Spending): Promise<Admitted> {
  let admitted: Admitted | undefined;
  try {
    return await phase('wait', member.cluster, { ...tools.context, spending }, async () => {
      const { cluster: name, controllers, provisioner } = member;
      const entrant = { cluster: name, controllers, demand: provisioner.demand };
      admitted = await tools.desk.enter(entrant, () => tools.nextName(), tools.work.signal);
      const { cluster, slot } = admitted;
      await tools.context.journal.write({ type: 'cluster.admitted', cluster, slot, ticket: admitted.holding.id });
      return admitted;
    });
  } catch (error) {
    if (admitted !== undefined) await giveUp(admitted, tools);
    throw error;
  }
}

/** Gives back a slot that cannot be used. Its beats end in any case: else they would hold it while this process lives. */
async function giveUp(admitted: Admitted, tools: LifeTools): Promise<void> {
  const { holding, cluster } = admitted;
  try {
    await giveBack(admitted, tools);
  } catch (error) {
    tools.context.log.warn({ cluster, ticket: holding.id }, `the ticket would not go: ${says(error)}`);
  } finally {
    holding.end();
    tools.desk.left();
  }
}

function inPhase<T>(name: Phase, { member, spending }: Holder, tools: LifeTools, deed: () => Promise<T>): Promise<T> {
  return phase(name, member.cluster, { ...tools.context, spending }, deed);
}

/**
 * Writes down what stands, then asks whether the name is free. In this order: a later clean-up by this run's journal
 * knows by the baseline that a namesake is not the run's.
 */
async function begin(holder: Holder, tools: LifeTools): Promise<boolean> {
  const { member, admitted } = holder;
  const { cluster } = member;
  return inPhase('baseline', holder, tools, async () => {
    await tools.context.journal.write(await saveBaseline(tools.directory, cluster, admitted.inventory));
    const taken = takenNames(admitted.inventory, cluster, member.provisioner.names(cluster));
    if (taken.length === 0) return true;
    throw new TroikaError('refused', `the name ${cluster} stands in the project already: ${taken.join(', ')}`, {
      hint: 'Start the run again: it gets another name.',
    });
  });
}

async function work(holder: Holder, tools: LifeTools, findings: Finding[]): Promise<void> {
  const { up } = holder.member.provisioner;
  const context = provisionContext(holder, tools, { deadline: tools.work.deadline, signal: holder.signal });
  const access = await inPhase('up', holder, tools, () => up(context));
  await inPhase('suites', holder, tools, () => test(holder, access, tools, findings));
}

/**
 * What a failure is understood by is fetched also when the work was stopped, and never keeps it from being cleaned up.
 * @returns whether it was
 */
async function collectIfFailed(holder: Holder, tools: LifeTools, findings: Finding[]): Promise<boolean> {
  const { holding, cluster } = holder.admitted;
  if (findings.length === 0 || holding.lost.aborted || tools.all.aborted) return false;
  await attempt(findings, cluster, () => inPhase('collect', holder, tools, () => gather(holder, tools, findings)));
  return true;
}

async function gather(holder: Holder, tools: LifeTools, findings: readonly Finding[]): Promise<void> {
  const { holding, cluster } = holder.admitted;
  const stopped = findings.some(({ verdict }) => verdict === 'interrupted');
  const seconds = stopped ? COLLECT_STOPPED_SECONDS : COLLECT_SECONDS;
  const timeIsUp = (): string => `the ${seconds} s for collecting are up`;
  const span = startSpan(tools.context.clock, seconds, AbortSignal.any([tools.all, holding.lost]), timeIsUp);
  try {
    await tools.diagnose({ member: holder.member, findings }, provisionContext(holder, tools, span));
  } catch (error) {
    tools.context.log.warn({ cluster }, `not everything could be collected: ${says(error)}`);
  } finally {
    span.end();
  }
}

function provisionContext(
  { member, admitted: { holding }, session }: Holder,
  tools: LifeTools,
  { signal, deadline }: Pick<Context, 'signal' | 'deadline'>,
): ProvisionContext {
  const { context, directory, externalNetworkId, env, cwd, retained } = tools;
  const { cluster } = member;
  const folder = directory.cluster(cluster);
  const unsaid = (error: unknown): void =>
    context.log.warn(
      { cluster, ticket: holding.id },
      `its ticket does not say whose its credential is: ${says(error)}`,
    );
  const ownCredential = (): Promise<void> =>
    holding.write({ credentialOf: userMark(session.userId) }, signal).catch(unsaid);
  return {
    ...context,
    signal,
    deadline,
    session,
    cluster,
    folder,
    externalNetworkId,
    env,
    cwd,
    retained,
    ownCredential,
  };
}

async function test(holder: Holder, access: Access, tools: LifeTools, findings: Finding[]): Promise<void> {
  const { member, session, signal } = holder;
  for (const suite of member.suites) {
    signal.throwIfAborted();
    const folder = join(tools.directory.cluster(member.cluster), 'suites', suite.name);
    const subject = {
      cluster: member.cluster,
      label: member.label,
      expected: access.expected,
      endpoint: access.endpoint,
      ...(access.kubeconfig === undefined ? {} : { kubeconfig: access.kubeconfig }),
      ...(access.context === undefined ? {} : { context: access.context }),
      inventory: () => listAll(session, signal),
    };
    const context: Context = { ...tools.context, signal, deadline: tools.work.deadline };
    const result = await suite.run(subject, { ...context, folder, all: tools.all });
    await tools.context.journal.write({ type: 'suite.ended', cluster: member.cluster, result });
    // One that was stopped with the work says nothing of itself: why the work ended is what there is to say.
    if (result.state === 'broken') signal.throwIfAborted();
    const finding = findingOfSuite(result, member.cluster);
    if (finding !== undefined) findings.push(finding);
  }
}
