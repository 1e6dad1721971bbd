import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readJournal } from '../io/journal.ts';
import { says, TroikaError } from '../model/error.ts';
import { runOf } from '../model/names.ts';
import { exitCode } from '../model/verdict.ts';
import { connectCloud } from './connectCloud.ts';
import { forceclean } from './forceclean.ts';
import { recordedRun } from './ledger.ts';
import { commandBookTools } from './leases/parts.ts';
import { readBook } from './leases/relieve.ts';
import { holdsJournal } from './runDirectory.ts';
import type { Tools } from './tools.ts';
import { openZuulFolder, type ZuulFolder } from './zuulFolder.ts';
import { fence, runProcess } from './zuulProcess.ts';

export interface ZuulCleanRequest {
  readonly folder: string;
  readonly cloud: string | undefined;
  /** Also what older builds left beside it on this machine. */
  readonly others: boolean;
  /** The job knows that the run's sandbox is gone, and with it the run. */
  readonly ended: boolean;
  /** See ForcecleanRequest. */
  readonly settleMs: number;
}

/**
 * The use case of `troika zuul clean`: ends the run of a build where it may still be alive, then removes what it left. Where
 * the run removed all by itself no cloud is asked. @returns the exit code
 */
export async function zuulClean(request: ZuulCleanRequest, tools: Tools): Promise<number> {
  const own = await openZuulFolder(request.folder, tools.cwd);
  if (!request.others) return cleanBuild(own, request, tools);
  let last = 0;
  for (const folder of await otherBuilds(own, tools)) {
    try {
      const code = await cleanBuild(folder, request, tools);
      if (code === 0) await rm(folder.path, { recursive: true, force: true });
      else last = code;
    } catch (error) {
      // One build that cannot be cleaned is no reason to leave the others.
      tools.stderr.write(`build ${folder.build.build}: ${says(error)}\n`);
      last = exitCode(error instanceof TroikaError ? error.verdict : 'broken');
    }
  }
  return last;
}

/** Builds before this one on the same node: Zuul gives a node to one build at a time, so their jobs are over. */
async function otherBuilds({ path }: ZuulFolder, { cwd, stderr }: Tools): Promise<readonly ZuulFolder[]> {
  const names = await readdir(dirname(path));
  const folders = names.map((name) => join(dirname(path), name)).filter((one) => one !== path);
  const opened = folders.map((one) =>
    openZuulFolder(one, cwd).catch((error: unknown) => {
      stderr.write(`left alone: ${says(error)}\n`);
      return undefined;
    }),
  );
  return (await Promise.all(opened)).filter((one) => one !== undefined);
}

async function cleanBuild(folder: ZuulFolder, request: ZuulCleanRequest, tools: Tools): Promise<number> {
  const { stdout } = tools;
  const told = (what: string): void => void stdout.write(`build ${folder.build.build}: ${what}\n`);
  if ((await runProcess(folder)) === 'lives') told('its run is still alive, and is ended');
  const fenced = await fence(folder, tools.clock);
  if (fenced.killed) told('its processes have ended');
  const ended = fenced.proved || request.ended;
  const how = {
    cloud: request.cloud,
    pvc: undefined,
    retained: false,
    yes: true,
    json: false,
    settleMs: request.settleMs,
  } as const;
  const cleaning = { ...how, runs: folder.runs, demand: 'held', ...(ended ? { ended } : {}) } as const;
  if (await holdsJournal(folder.directory)) {
    const { events } = await readJournal(folder.directory.journal);
    const recorded = recordedRun(events);
    const left = (recorded?.clusters ?? []).filter(
      ({ asked, kept, released, provedGone }) => asked && !kept && !(released && provedGone),
    );
    if (events.some((event) => event.type === 'run.ended') && left.length === 0) {
      told('its run ended by itself and left nothing');
      return 0;
    }
    return forceclean({ ...cleaning, run: folder.directory.path, clusters: [] }, tools);
  }
  const clusters = await clustersInBook(folder, request, tools);
  if (clusters.length === 0) {
    told('it has no lease, so it made nothing');
    return 0;
  }
  return forceclean({ ...cleaning, run: undefined, clusters }, tools);
}

/** Clusters of the build's run that have a ticket: nothing is made without one, and it goes last. */
async function clustersInBook(
  { runId }: ZuulFolder,
  { cloud }: ZuulCleanRequest,
  tools: Tools,
): Promise<readonly string[]> {
  const session = await connectCloud(tools, cloud);
  const there = await readBook(commandBookTools(session, tools.clock), tools.interrupts.work);
  const tickets = there?.view.tickets ?? [];
  return tickets
    .filter((ticket) => ticket.victim === undefined && runOf(ticket.cluster) === runId)
    .map(({ cluster }) => cluster);
}
