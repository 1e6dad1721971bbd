import { APART_MS } from '../forceclean/sweep.ts';
import { createLogFile } from '../io/logFile.ts';
import type { SweepView } from '../report/sweepSchema.ts';
import { connectCloud } from './connectCloud.ts';
import { commandBookTools, type BookTools } from './leases/parts.ts';
import type { SweepRequest } from './sweepRequest.ts';
import { sweepLook } from './sweepLook.ts';
import type { SweepLook } from './sweepSeen.ts';
import { sweepOut } from './sweepOut.ts';
import { sweepView } from './sweepView.ts';
import type { Tools } from './tools.ts';

/** So often it is said how long the second look is still waited for. */
const TELL_MS = 60_000;

/**
 * The use case of `troika forceclean sweep`: looks twice for what dead runs left, and with `yes` removes it cluster by
 * cluster. @returns the exit code
 * @throws TroikaError unknown when anything could not be listed; refused when leases stand in two books; interrupted
 */
export async function sweep(request: SweepRequest, outside: Tools): Promise<number> {
  const { olderThanSeconds, limit } = request;
  const requests = createLogFile(outside.redactor);
  const tools = { ...outside, log: requests.log };
  const session = await connectCloud(tools, request.cloud);
  const task = { cloud: session.cloud, projectId: session.projectId, olderThanSeconds, limit };
  const where = { cloud: session.named, runs: request.runs };
  const book = commandBookTools(session, tools.clock);
  const first = await sweepLook(book, where, tools.interrupts.work);
  const early = sweepView(first, first, task, where);
  const second = isNothing(early) ? first : await secondLook(first, early, book, request, tools);
  const view = sweepView(first, second, task, where);
  return sweepOut({ request, view, look: second, session, requests }, tools);
}

/** Nobody need wait for a second look at nothing. */
function isNothing({ dead, bookRemains }: SweepView): boolean {
  return dead.length === 0 && bookRemains.length === 0;
}

async function secondLook(
  first: SweepLook,
  early: SweepView,
  book: BookTools,
  { json, runs }: SweepRequest,
  tools: Tools,
): Promise<SweepLook> {
  const stream = json ? tools.stderr : tools.stdout;
  const names = early.dead.map((one) => one.cluster);
  const seen = names.length === 0 ? 'Remains of a lease book' : names.join(', ');
  stream.write(`Seen once: ${seen}. Only what has not changed at a second look is taken for dead.\n`);
  for (;;) {
    const left = first.at + APART_MS - book.session.now().getTime();
    if (left <= 0) return sweepLook(book, { cloud: book.session.named, runs }, tools.interrupts.work);
    stream.write(`  ${Math.ceil(left / 1000)} s until the second look\n`);
    // The cloud tells whole seconds.
    await tools.clock.sleep(Math.min(left + 1000, TELL_MS), tools.interrupts.work);
  }
}
