import { resolve } from 'node:path';
import pLimit from 'p-limit';
import { leaseTimes, requestTimeout } from '../admission/times.ts';
import { harmed } from '../forceclean/harm.ts';
import { openJournal } from '../io/journal.ts';
import { createLogFile } from '../io/logFile.ts';
import type { CleanPlan } from '../model/plan.ts';
import { exitCode, worst, type Finding } from '../model/verdict.ts';
import { clusterName } from '../model/names.ts';
import { durationText } from '../report/duration.ts';
import type { NamedReporter } from '../report/multiplex.ts';
import { cleanAfterLife } from './cleanAfterLife.ts';
import { connectCloud } from './connectCloud.ts';
import { startSpan, type Spending } from './deadline.ts';
import { diagnoseIn } from './diagnose.ts';
import { lookBeforeRun } from './doctorBeforeRun.ts';
import { printDryRun } from './dryRun.ts';
import { stopped } from './judge.ts';
import { keptSeconds } from './keep.ts';
import { live } from './life.ts';
import { readConfig } from './readConfig.ts';
import { watchLive, writeOut } from './output.ts';
import { openDesk } from './openDesk.ts';
import { runDirectory } from './runDirectory.ts';
import type { RunParts, RunRequest } from './runParts.ts';
import { startByHand, startInBuild, type Start } from './start.ts';
import type { Tools } from './tools.ts';
import { openZuulFolder } from './zuulFolder.ts';
import { noteProcess } from './zuulProcess.ts';
import { returning } from './zuulReturn.ts';

/** The use case of `troika run`. @returns the exit code */
export async function run(request: RunRequest, tools: Tools): Promise<number> {
  if (request.zuul === undefined)
    return runFrom(startByHand(await readConfig(request.file, tools), tools), request, tools);
  const folder = await openZuulFolder(request.zuul, tools.cwd);
  await noteProcess(folder);
  return returning(folder, tools, async () => {
    const start = await startInBuild(await readConfig(request.file, tools), folder, tools);
    try {
      return await runFrom(start, request, tools);
    } finally {
      start.end();
    }
  });
}

async function runFrom(start: Start, request: RunRequest, outside: Tools): Promise<number> {
  const requests = createLogFile(outside.redactor);
  const tools = { ...outside, interrupts: start.interrupts, log: requests.log };
  const began = tools.clock.monotonic();
  const { config, runId } = start;
  const timeout = { requestTimeoutMs: requestTimeout(leaseTimes(config.leaseTtlSeconds)) };
  const session = await connectCloud(tools, request.cloud ?? config.cloud, timeout);
  const { externalNetworkId, members } = await lookBeforeRun(config, runId, session, tools);
  if (request.dryRun) return printDryRun(members, session, request.json, tools);

  // Leases have a connection of their own: what is sent for them is no call about the clusters.
  const bookSession = await connectCloud(tools, request.cloud ?? config.cloud, timeout);
  const directory = runDirectory(resolve(tools.cwd, config.runs, runId));
  const spenders = new Map<string, Spending>();
  const watching = watchLive(request.json, tools, [...(request.watch ?? []), followSpending(spenders)]);
  const journal = await openJournal(directory.journal, { ...tools, watch: (event) => watching.on(event) });
  requests.open(directory.requests);
  const parts = {
    config,
    request,
    session,
    bookSession,
    runId,
    holder: start.holder,
    attempts: start.attempts,
    externalNetworkId,
    members,
    directory,
    journal,
    watching,
    spenders,
  };
  const findings = await conduct(parts, tools);
  const verdict = worst(findings);
  const seconds = (tools.clock.monotonic() - began) / 1000;
  await journal.write({ type: 'run.ended', verdict, exit: exitCode(verdict), findings, seconds });
  await journal.close();
  await requests.close();
  await writeOut(directory, watching, request.json, tools);
  return exitCode(verdict);
}

/** Lives all clusters, at most `parallel` at once, and answers with everything that was found. */
async function conduct(parts: RunParts, tools: Tools): Promise<readonly Finding[]> {
  const { config, session, members, journal, directory, externalNetworkId, spenders } = parts;
  const { clock, log, redactor, interrupts } = tools;
  const bornAt = session.now().toISOString();
  await journal.write({
    type: 'run.started',
    runId: parts.runId,
    version: tools.version,
    cloud: session.cloud,
    projectId: session.projectId,
    bornAt,
    clusters: members.map(({ cluster, label, provisioner }) => ({
      cluster,
      label,
      provisioner: provisioner.name,
      demand: provisioner.demand,
    })),
    config,
  });
  const heard = (): void => void journal.write({ type: 'signal', name: 'stop' }).catch(() => undefined);
  interrupts.work.addEventListener('abort', heard, { once: true });
  const budget = `deadline ${durationText(config.deadlineSeconds)}, ${durationText(config.cleanupSeconds)} of it for clean-up`;
  const spent = (): string => `${budget}: ${[...spenders.values()].map((one) => one.says()).join('; ')}`;
  const losing = new AbortController();
  const stop = AbortSignal.any([interrupts.work, losing.signal]);
  const work = startSpan(clock, config.deadlineSeconds - config.cleanupSeconds, stop, spent);
  const plans: CleanPlan[] = [];
  const limit = pLimit(config.parallel);
  const clean = cleanAfterLife(parts, bornAt, plans);
  const desk = await openDesk(parts, plans, tools);
  let names = members.length;
  const life = {
    session,
    bookSession: parts.bookSession,
    times: leaseTimes(config.leaseTtlSeconds),
    desk,
    directory,
    runs: config.runs,
    externalNetworkId,
    env: tools.env,
    cwd: tools.cwd,
    retained: parts.request.retained,
    context: { journal, clock, log, redactor },
    work,
    all: interrupts.all,
    cleanupSeconds: config.cleanupSeconds,
    keepFor: (findings: readonly Finding[]) => keptSeconds(parts.request, findings),
    clean,
    diagnose: diagnoseIn(parts, bornAt),
    nextName: () => clusterName(parts.runId, names++),
    spends: (cluster: string, spending: Spending) => void spenders.set(cluster, spending),
    lives: (cluster: string) => void spenders.delete(cluster),
    loses: (reason: unknown) => losing.abort(reason),
  };
  try {
    const lives = await Promise.all(members.map((member) => limit(() => live(member, life))));
    const relief = await desk.close();
    const findings = [...lives.flat(), ...relief, ...stopped(interrupts.work), ...harmed(session.log, plans)];
    for (const finding of findings) await journal.write({ type: 'finding', finding });
    return findings;
  } finally {
    // Also where a life has thrown: a take-over that goes on would outlive the command.
    await desk.close();
    work.end();
    interrupts.work.removeEventListener('abort', heard);
  }
}

/** Lets the spenders know how far their phases have come, as the journal says it. */
function followSpending(spenders: Map<string, Spending>): NamedReporter {
  return {
    name: 'spending',
    reporter: {
      on(event) {
        if (event.type === 'cluster.renamed') rename(spenders, event.cluster, event.to);
        if (event.type === 'progress') spenders.get(event.cluster)?.reached(event.done, event.total, event.says);
      },
    },
  };
}

function rename(spenders: Map<string, Spending>, from: string, to: string): void {
  const spending = spenders.get(from);
  if (spending !== undefined) spenders.set(to, spending);
}
