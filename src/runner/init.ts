import { createSteady } from '../io/steady.ts';
import { connectCloud } from './connectCloud.ts';
import { existingBook, openBook } from './leases/books.ts';
import { bookTools } from './leases/parts.ts';
import type { Tools } from './tools.ts';

export interface InitRequest {
  readonly cloud: string | undefined;
  readonly ttlSeconds: number;
  readonly json: boolean;
}

/**
 * The use case of `troika init`: the project's lease book, made if there is none, and old enough to be used. Where there
 * is one already it changes nothing.
 * @returns the exit code
 * @throws TroikaError refused when leases stand in two books; CloudError
 */
export async function init(request: InitRequest, tools: Tools): Promise<number> {
  const session = await connectCloud(tools, request.cloud);
  const book = bookTools(session, tools.clock, createSteady(), request.ttlSeconds);
  const { work } = tools.interrupts;
  const made = (await existingBook(book, work)) === undefined;
  const { networkId, subnetId } = await openBook(book, work, async (why) => {
    (request.json ? tools.stderr : tools.stdout).write(`Waiting for ${why}.\n`);
  });
  if (request.json) {
    const { projectId } = session;
    tools.stdout.write(`${JSON.stringify({ version: 1, projectId, networkId, subnetId, made }, null, 2)}\n`);
  } else {
    const how = made ? 'was made and may be used now' : 'was there already';
    tools.stdout.write(`The lease book of project ${session.projectId} ${how}: network ${networkId}.\n`);
  }
  return 0;
}
