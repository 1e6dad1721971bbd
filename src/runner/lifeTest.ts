import { join } from 'node:path';
import type { Access } from '../clusters/provisioner.ts';
import type { Context } from '../io/context.ts';
import type { Finding } from '../model/verdict.ts';
import { inventory as listAll } from '../openstack/inventory.ts';
import { findingOfSuite } from './judge.ts';
import type { Holder, LifeTools } from './lifeParts.ts';

/** Runs the suites of a cluster, one after the other, and finds what each says. @throws the signal's reason */
export async function test(holder: Holder, access: Access, tools: LifeTools, findings: Finding[]): Promise<void> {
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
