import { mayExtend } from '../admission/mayExtend.ts';
import type { Ticket } from '../admission/ticket.ts';
import { leaseTimes } from '../admission/times.ts';
import { openJournal } from '../io/journal.ts';
import { says, TroikaError } from '../model/error.ts';
import { toType } from '../model/toType.ts';
import { exitCode } from '../model/verdict.ts';
import { leaseText } from '../report/leaseText.ts';
import { connectCloud } from './connectCloud.ts';
import { leasesOf, targetOf, type FoundLeases, type Target } from './leaseTarget.ts';
import { lookAt } from './leases/look.ts';
import { writeText } from './leases/ticketDeeds.ts';
import { readLeases } from './statusRead.ts';
import { leaseView } from './statusView.ts';
import type { Tools } from './tools.ts';

/** The use case of `troika lease list`: the first part of `troika status`, and cheap. @returns the exit code */
export async function leaseList(
  request: { readonly cloud: string | undefined; readonly json: boolean },
  tools: Tools,
): Promise<number> {
  const session = await connectCloud(tools, request.cloud);
  const view = leaseView(await readLeases(session, tools.interrupts.work));
  tools.stdout.write(request.json ? `${JSON.stringify({ version: 1, ...view }, null, 2)}\n` : `${leaseText(view)}\n`);
  return exitCode(view.book.state === 'unknown' ? 'unknown' : 'passed');
}

export interface ExtendRequest {
  /** A run or a cluster. */
  readonly what: string;
  readonly seconds: number;
  readonly cloud: string | undefined;
  readonly runs: string;
  readonly json: boolean;
}

/**
 * The use case of `troika lease extend`: moves the end of what is kept, of all that is meant or, where one is refused, of none.
 * @returns the exit code
 * @throws TroikaError refused when nothing of it is kept, or it is too late
 */
export async function leaseExtend(request: ExtendRequest, tools: Tools): Promise<number> {
  const target = await targetOf(request.what, request.runs, tools.cwd);
  const found = await leasesOf(target, request, tools);
  const kept = found.tickets.filter((ticket) => ticket.keptUntil !== undefined);
  // Of a run some clusters may be kept and others at work: those take care of themselves.
  const meant = kept.length === 0 ? found.tickets : kept;
  const ends = meant.map((ticket) => endOf(ticket, request.seconds * 1000, found, request.runs));
  const extended: Extended[] = [];
  try {
    for (const { ticket, until } of ends) {
      await extend(ticket, until, found);
      extended.push({ cluster: ticket.cluster, keptUntil: new Date(until).toISOString() });
    }
  } finally {
    // Also where a later one failed: what was extended is.
    if (extended.length > 0) await tell(target, extended, request.json, tools);
  }
  return 0;
}

/** A lease that was extended, and until when. */
interface Extended {
  readonly cluster: string;
  readonly keptUntil: string;
}

function endOf(ticket: Ticket, milliseconds: number, { session, view }: FoundLeases, runs: string) {
  const where = { cloud: session.named, runs };
  const may = mayExtend(ticket, milliseconds, view, leaseTimes(ticket.ttlSeconds), where);
  if (may.do === 'refuse') throw new TroikaError('refused', may.why, { hint: may.hint });
  return { ticket, until: may.until };
}

async function extend(ticket: Ticket, until: number, { session, book }: FoundLeases): Promise<void> {
  await writeText(session, ticket.id, { ...ticket, keptUntil: until, beat: ticket.beat + 1 });
  const seen = await lookAt(session, book);
  const there = seen.tickets.some((one) => one.id === ticket.id && one.keptUntil === until);
  if (there && !seen.tickets.some((one) => one.place.is === 'warden' && one.victim === ticket.id)) return;
  const hint = `See: ${toType('lease list', { cloud: session.named })}`;
  throw new TroikaError('refused', `${ticket.cluster} was taken over meanwhile`, { hint });
}

async function tell(target: Target, extended: readonly Extended[], json: boolean, tools: Tools): Promise<void> {
  // The lease in the cloud is what counts, and it is extended.
  await writeDown(target, extended, tools).catch((error: unknown) => {
    tools.stderr.write(`It is not written down in the run's journal: ${says(error)}\n`);
  });
  const lines = extended.map(({ cluster, keptUntil }) => `${cluster} is kept until ${keptUntil}.\n`);
  tools.stdout.write(json ? `${JSON.stringify({ version: 1, extended }, null, 2)}\n` : lines.join(''));
}

/** In the journal of the run, where that is at hand and the run is over, so that its reports say until when. */
async function writeDown({ directory, ended }: Target, extended: readonly Extended[], tools: Tools): Promise<void> {
  if (directory === undefined || !ended) return;
  const journal = await openJournal(directory.journal, tools);
  for (const { cluster, keptUntil } of extended)
    await journal.write({ type: 'cluster.released', cluster, kept: true, until: keptUntil });
  await journal.close();
}
