import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { endByEnvironment, endProcess } from '../io/fence.ts';
import { codeOf, writeWhole } from '../io/files.ts';
import { holderOfJournal } from '../io/journalHolder.ts';
import { hasEnded, mayLive, ownMark } from '../io/processes.ts';
import type { Clock } from '../io/clock.ts';
import { TroikaError } from '../model/error.ts';
import type { ProcessMark } from '../model/processMark.ts';
import type { ZuulFolder } from './zuulFolder.ts';

const mark = z.object({ boot: z.string(), namespace: z.string(), pid: z.int(), started: z.int() });

/** Writes down that this process is the run of a build. */
export async function noteProcess(folder: ZuulFolder): Promise<void> {
  await writeWhole(folder.process, JSON.stringify(await ownMark()) ?? 'null');
}

/** What is known of the process of a build's run. `elsewhere`: it ran on another machine, or in another sandbox. */
export type RunProcess = 'none' | 'lives' | 'ended' | 'elsewhere';

export async function runProcess(folder: ZuulFolder): Promise<RunProcess> {
  const noted = await notedProcess(folder);
  if (noted === undefined) return 'none';
  if (await hasEnded(noted)) return 'ended';
  return (await mayLive(noted)) ? 'lives' : 'elsewhere';
}

/** What a fence has come to. */
export interface Fenced {
  /** Something was alive, and is no more. */
  readonly killed: boolean;
  /** The run is proved to be over. It is not where it was never noted here, or ran on another machine. */
  readonly proved: boolean;
}

/**
 * Ends the run of a build and everything it started, also a clean-up of it that goes on, and waits until all of it is gone:
 * from then on nobody but the caller acts for the build.
 * @throws TroikaError broken when a process cannot be ended
 */
export async function fence(folder: ZuulFolder, clock: Clock): Promise<Fenced> {
  const noted = await notedProcess(folder);
  const writer = await holderOfJournal(folder.directory.journal);
  const living: ProcessMark[] = [];
  for (const one of [noted, writer]) if (one !== undefined && (await mayLive(one))) living.push(one);
  for (const one of living) if (!(await endProcess(one, clock))) throw stays(`process ${one.pid}`);
  const ofSuites = await endByEnvironment('TROIKA_SUITE_DIR', `${folder.directory.path}/`, clock);
  if (ofSuites === undefined) throw stays('a process that a suite of it started');
  return {
    killed: living.length > 0 || ofSuites > 0,
    proved: noted !== undefined && (await hasEnded(noted)),
  };
}

function stays(what: string): TroikaError {
  return new TroikaError('broken', `${what} of the build's run cannot be ended`, {
    class: 'timeout',
    hint: 'Look at it on the node. Until it has ended, its clusters are left to it.',
  });
}

async function notedProcess({ process }: ZuulFolder): Promise<ProcessMark | undefined> {
  try {
    return mark.parse(JSON.parse(await readFile(process, 'utf8')));
  } catch (error) {
    // Where there is no /proc, nothing was noted; a file that says nothing is nobody's mark.
    if (codeOf(error) === 'ENOENT' || error instanceof z.ZodError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
