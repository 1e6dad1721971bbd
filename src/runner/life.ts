import type { Watching } from '../clusters/provisioner.ts';
import { TroikaError } from '../model/error.ts';
import type { Phase } from '../model/event.ts';
import type { Finding } from '../model/verdict.ts';
import { saveBaseline } from './baseline.ts';
import { trackSpending } from './deadline.ts';
import { findingOf } from './judge.ts';
import { underLease } from './leases/guard.ts';
import { collect } from './lifeCollect.ts';
import { enter, giveUp } from './lifeEnter.ts';
import { provisionContext, type Holder, type LifeTools, type Member } from './lifeParts.ts';
import { test } from './lifeTest.ts';
import { phase } from './phase.ts';
import { takenNames } from './takenNames.ts';
import { teardown, type TakeDown } from './teardown.ts';

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
  await attempt(findings, cluster, () => inPhase('collect', holder, tools, () => collect(holder, tools, findings)));
  return true;
}
