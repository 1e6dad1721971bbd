import { ownMark } from '../io/processes.ts';
import { createSteady } from '../io/steady.ts';
import type { CleanPlan } from '../model/plan.ts';
import { cleanVictim } from './leases/cleanVictim.ts';
import { createDesk, type Desk } from './leases/desk.ts';
import { bookTools } from './leases/parts.ts';
import { silencer } from './leases/silence.ts';
import { atHand, kubeconfigsOf } from './managementOf.ts';
import { reserveOf } from './prepare.ts';
import { lookAtProject } from './projectView.ts';
import type { RunParts } from './runParts.ts';
import type { Tools } from './tools.ts';

/** The desk of a run: its leases in the project's book. @param plans collects what is applied to others' leftovers */
export async function openDesk(parts: RunParts, plans: CleanPlan[], tools: Tools): Promise<Desk> {
  const { config, request, session, bookSession, journal, directory } = parts;
  const { clock, log, redactor, env } = tools;
  const context = { journal, clock, log, redactor };
  return createDesk({
    ...bookTools(bookSession, clock, createSteady(), config.leaseTtlSeconds),
    journal,
    runs: config.runs,
    holder: parts.holder,
    process: await ownMark(),
    attempts: parts.attempts,
    reserve: reserveOf(config),
    maxWaitSeconds: request.maxWait,
    look: (admitted, signal) =>
      lookAtProject(session, parts.externalNetworkId, admitted, parts.watching.events, signal),
    silence: silencer({
      kubeconfigs: atHand(kubeconfigsOf(config), tools),
      contextOf: (cluster, signal) => ({
        ...context,
        // What is done to controllers is in no plan of what goes in the cloud.
        session: bookSession,
        cluster,
        folder: directory.cluster(cluster),
        env,
        signal,
        deadline: clock.monotonic() + config.cleanupSeconds * 1000,
        retained: false,
      }),
    }),
    clean: cleanVictim({
      session,
      directory,
      context,
      cleanupSeconds: config.cleanupSeconds,
      planned: (plan) => void plans.push(plan),
    }),
  });
}
