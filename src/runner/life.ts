import { join } from 'node:path';
import type { Access } from '../clusters/provisioner.ts';
import type { Context } from '../io/context.ts';
import { TroikaError } from '../model/error.ts';
import type { Phase } from '../model/event.ts';
import type { Inventory } from '../model/resource.ts';
import type { Finding } from '../model/verdict.ts';
import { inventory as listAll } from '../openstack/inventory.ts';
import type { Session } from '../openstack/session.ts';
import type { Gate } from './admit.ts';
import { saveBaseline } from './baseline.ts';
import { startSpan, trackSpending, type Spending } from './deadline.ts';
import { findingOf, findingOfSuite } from './judge.ts';
import type { BoundProvisioner, BoundSuite } from './registry.ts';
import type { RunDirectory } from './runDirectory.ts';
import { takenNames } from './takenNames.ts';

/** One cluster of a run, ready to start. */
export interface Member {
  readonly label: string;
  readonly cluster: string;
  readonly provisioner: BoundProvisioner;
  readonly suites: readonly BoundSuite[];
}

export interface LifeTools {
  readonly session: Session;
  readonly gate: Gate;
  readonly directory: RunDirectory;
  /** Without signal and deadline: each part of the life has its own. */
  readonly context: Omit<Context, 'signal' | 'deadline'>;
  /** Ends with the work's time or the first signal. */
  readonly work: { readonly signal: AbortSignal; readonly deadline: number };
  /** The second signal. */
  readonly all: AbortSignal;
  readonly cleanupSeconds: number;
  readonly keep: boolean;
  readonly externalNetworkId: string;
  /** Removes what is the cluster's and proves it gone. */
  clean(cluster: string, context: Context): Promise<readonly Finding[]>;
  /** Told who spends the time of the run, so that its deadline can name them; and who no longer does. */
  spends(cluster: string, spending: Spending): void;
  lives(cluster: string): void;
}

/** From waiting for a slot to the proof that nothing is left. Never throws: whatever goes wrong is a finding. */
export async function live(member: Member, tools: LifeTools): Promise<readonly Finding[]> {
  const { cluster } = member;
  const findings: Finding[] = [];
  const spending = trackSpending(tools.context.clock, cluster);
  tools.spends(cluster, spending);
  const admitted = await attempt(findings, cluster, () => enter(member, tools, spending));
  if (admitted === undefined) return findings;
  const mayBegin = await attempt(findings, cluster, () => begin(member, admitted, tools, spending));
  if (mayBegin === undefined) {
    // Nothing was made. Cleaning by this name could only hit whoever has it already.
    tools.gate.leave(cluster);
    tools.lives(cluster);
    return findings;
  }
  await attempt(findings, cluster, () => work(member, tools, spending, findings));
  const clean = await teardown(member, tools, spending, findings);
  if (clean) tools.gate.leave(cluster);
  tools.lives(cluster);
  return findings;
}

async function attempt<T>(findings: Finding[], cluster: string, deed: () => Promise<T>): Promise<T | undefined> {
  try {
    return await deed();
  } catch (error) {
    findings.push(findingOf(error, cluster));
    return undefined;
  }
}

async function enter(member: Member, tools: LifeTools, spending: Spending): Promise<Inventory> {
  return phase('wait', member.cluster, tools, spending, async () => {
    const { slot, inventory } = await tools.gate.enter(member.cluster, member.provisioner.demand, tools.work.signal);
    await tools.context.journal.write({ type: 'cluster.admitted', cluster: member.cluster, slot });
    return inventory;
  });
}

/**
 * Writes down what stands, then asks whether the name is free. In this order: a later clean-up by this run's journal
 * knows by the baseline that a namesake is not the run's.
 */
async function begin(member: Member, before: Inventory, tools: LifeTools, spending: Spending): Promise<boolean> {
  const { cluster } = member;
  return phase('baseline', cluster, tools, spending, async () => {
    await tools.context.journal.write(await saveBaseline(tools.directory, cluster, before));
    const taken = takenNames(before, cluster, member.provisioner.names(cluster));
    if (taken.length === 0) return true;
    throw new TroikaError('refused', `the name ${cluster} stands in the project already: ${taken.join(', ')}`, {
      hint: 'Start the run again: it gets another name.',
    });
  });
}

async function work(member: Member, tools: LifeTools, spending: Spending, findings: Finding[]): Promise<void> {
  const { cluster } = member;
  const access = await phase('up', cluster, tools, spending, () =>
    member.provisioner.up({
      ...tools.context,
      ...tools.work,
      session: tools.session,
      cluster,
      folder: tools.directory.cluster(cluster),
      externalNetworkId: tools.externalNetworkId,
    }),
  );
  await phase('suites', cluster, tools, spending, () => test(member, access, tools, findings));
}

async function test(member: Member, access: Access, tools: LifeTools, findings: Finding[]): Promise<void> {
  for (const suite of member.suites) {
    tools.work.signal.throwIfAborted();
    const folder = join(tools.directory.cluster(member.cluster), 'suites', suite.name);
    const subject = {
      cluster: member.cluster,
      label: member.label,
      expected: access.expected,
      endpoint: access.endpoint,
      ...(access.kubeconfig === undefined ? {} : { kubeconfig: access.kubeconfig }),
      inventory: () => listAll(tools.session, tools.work.signal),
    };
    const result = await suite.run(subject, { ...tools.context, ...tools.work, folder });
    await tools.context.journal.write({ type: 'suite.ended', cluster: member.cluster, result });
    const finding = findingOfSuite(result, member.cluster);
    if (finding !== undefined) findings.push(finding);
  }
}

/** Runs on a clock of its own, whatever the work has used up. True when the cluster is proved gone. */
async function teardown(member: Member, tools: LifeTools, spending: Spending, findings: Finding[]): Promise<boolean> {
  const { cluster } = member;
  if (tools.keep) {
    await tools.context.journal.write({ type: 'cluster.released', cluster, kept: true });
    return false;
  }
  const span = startSpan(tools.context.clock, tools.cleanupSeconds, tools.all, () => `clean-up: ${spending.says()}`);
  try {
    const found = await phase('down', cluster, tools, spending, () =>
      tools.clean(cluster, { ...tools.context, ...span }),
    );
    findings.push(...found);
    if (found.length > 0) return false;
    await tools.context.journal.write({ type: 'cluster.released', cluster, kept: false });
    return true;
  } catch (error) {
    findings.push(findingOf(error, cluster), ...undecided(cluster, tools));
    return false;
  } finally {
    span.end();
  }
}

/** A clean-up that did not end proves nothing, unless it was told to stop. */
function undecided(cluster: string, tools: LifeTools): readonly Finding[] {
  const hint = `troika forceclean --run ${tools.directory.path} --yes`;
  if (tools.all.aborted)
    return [{ verdict: 'interrupted', cluster, why: 'clean-up was stopped, so something may be left', hint }];
  return [{ verdict: 'unknown', cluster, why: 'clean-up did not end: whether something is left is not known', hint }];
}

async function phase<T>(
  name: Phase,
  cluster: string,
  tools: LifeTools,
  spending: Spending,
  deed: () => Promise<T>,
): Promise<T> {
  const { journal, clock } = tools.context;
  spending.enter(name);
  await journal.write({ type: 'phase.started', cluster, phase: name });
  const began = clock.monotonic();
  const ended = (ok: boolean, text?: string): Promise<unknown> =>
    journal.write({
      type: 'phase.ended',
      cluster,
      phase: name,
      ok,
      seconds: (clock.monotonic() - began) / 1000,
      ...(text === undefined ? {} : { says: text }),
    });
  try {
    const result = await deed();
    await ended(true);
    return result;
  } catch (error) {
    await ended(false, findingOf(error).why);
    throw error;
  } finally {
    spending.leave();
  }
}
