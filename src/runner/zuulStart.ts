import { writeFile } from 'node:fs/promises';
import { startDetached } from '../io/detached.ts';
import { holdsJournal } from './runDirectory.ts';
import type { Tools } from './tools.ts';
import { openZuulFolder } from './zuulFolder.ts';
import { runProcess } from './zuulProcess.ts';

export interface ZuulStartRequest {
  readonly folder: string;
  readonly file: string;
  readonly cloud: string | undefined;
  /** As given: `20m`. */
  readonly maxWait: string | undefined;
}

/**
 * The use case of `troika zuul start`: the run of a build, in a session of its own, so that the job can follow it by short
 * tasks. A build has one run: a second start leaves it alone. @returns the exit code
 */
export async function zuulStart(
  { folder: path, file, cloud, maxWait }: ZuulStartRequest,
  tools: Tools,
): Promise<number> {
  const folder = await openZuulFolder(path, tools.cwd);
  const process = await runProcess(folder);
  if (process !== 'none' || (await holdsJournal(folder.directory))) {
    tools.stdout.write(`Run ${folder.runId} of this build was started before.\n`);
    return 0;
  }
  // From here on the run is followed: it would take an old touch for a job that has left.
  await writeFile(folder.alive, '');
  const options = [
    ...(cloud === undefined ? [] : ['--cloud', cloud]),
    ...(maxWait === undefined ? [] : ['--max-wait', maxWait]),
  ];
  await startDetached(['run', file, '--zuul', folder.path, ...options], folder.output, tools.cwd);
  tools.stdout.write(`Run ${folder.runId} is started; its output goes to ${folder.output}\n`);
  return 0;
}
