import type { Refusal } from '../admission/refusal.ts';
import { refusalOfMoved, refusalOfUnread } from '../admission/strays.ts';
import { holders, type BookView, type Ticket } from '../admission/ticket.ts';
import { readJournal } from '../io/journal.ts';
import { TroikaError } from '../model/error.ts';
import { isRunId, isRunUnique, runOf } from '../model/names.ts';
import { shellWord, toType, type Where } from '../model/toType.ts';
import type { Session } from '../openstack/session.ts';
import { connectCloud } from './connectCloud.ts';
import { recordedRun } from './ledger.ts';
import { deadIn } from './leases/dead.ts';
import { commandBookTools, type Book, type BookTools } from './leases/parts.ts';
import { readBook } from './leases/relieve.ts';
import { findRun, type RunDirectory } from './runDirectory.ts';
import type { Tools } from './tools.ts';

/** What a person means by `RUN|C`: one cluster, or all of a run. */
export interface Target {
  readonly text: string;
  /** The run's id; undefined where only a cluster was named. */
  readonly runId: string | undefined;
  /** The run directory, where it is at hand. */
  readonly directory: RunDirectory | undefined;
  /** The cloud in which the run was, as its journal says. */
  readonly cloud: string | undefined;
  /** Its journal has a last word: nobody else writes it. */
  readonly ended: boolean;
}

/**
 * Reads `RUN|C`: a cluster's name, a run directory, or a run's id, whose directory may be on another machine.
 * @throws TroikaError usage when it is neither
 */
export async function targetOf(text: string, runs: string, cwd: string): Promise<Target> {
  const nowhere = { text, runId: undefined, directory: undefined, cloud: undefined, ended: false };
  if (isRunUnique(text)) return nowhere;
  try {
    const directory = await findRun(text, runs, cwd);
    const { events } = await readJournal(directory.journal);
    const recorded = recordedRun(events);
    const ended = events.some((event) => event.type === 'run.ended');
    return { text, runId: recorded?.runId, directory, cloud: recorded?.cloud, ended };
  } catch (error) {
    if (isRunId(text) && error instanceof TroikaError && error.verdict === 'usage') return { ...nowhere, runId: text };
    throw error;
  }
}

/** A target's tickets that stand in slots, and where they were seen. */
export interface FoundLeases {
  readonly session: Session;
  readonly tools: BookTools;
  readonly book: Book;
  readonly view: BookView;
  readonly tickets: readonly [Ticket, ...Ticket[]];
}

/**
 * The leases that a target holds.
 * @param given on the command line
 * @throws TroikaError refused when it holds none
 */
export async function leasesOf(target: Target, given: Where, tools: Tools): Promise<FoundLeases> {
  const session = await connectCloud(tools, given.cloud ?? target.cloud);
  const book = commandBookTools(session, tools.clock);
  const there = await readBook(book, tools.interrupts.work);
  if (there === undefined)
    throw new TroikaError('refused', 'there is no lease book in this project, so nobody holds a lease', {
      hint: `Is it the right cloud? This is project ${session.projectId} of ${session.cloud}.`,
    });
  const [first, ...others] = holders(there.view).filter((ticket) => isMeant(target, ticket.cluster));
  if (first === undefined) throw await holdsNone(target, there.view, { cloud: session.named, runs: given.runs });
  return { session, tools: book, ...there, tickets: [first, ...others] };
}

function isMeant({ runId, text }: Target, cluster: string): boolean {
  return runId === undefined ? cluster === text : runOf(cluster) === runId;
}

async function holdsNone(target: Target, view: BookView, where: Where): Promise<TroikaError> {
  const stray = await strayOf(target, view, where);
  if (stray !== undefined) return new TroikaError('refused', stray.why, { hint: stray.hint });
  const waiting = view.tickets.find(
    ({ cluster, place }) => isMeant(target, cluster) && (place.is === 'waiting' || place.is === 'turnstile'),
  );
  if (waiting === undefined) {
    return new TroikaError('refused', `${target.text} holds no slot`, { hint: leftHint(target, where) });
  }
  return new TroikaError('refused', `${waiting.cluster} of ${waiting.holder} only waits: it holds no slot`, {
    hint: 'It has made nothing. Stop that run, and it leaves the line by itself.',
  });
}

/** What is known of a ticket of the target that cannot be read, or stands outside its slot, where its cluster may be in use. */
async function strayOf(target: Target, view: BookView, where: Where): Promise<Refusal | undefined> {
  const unread = view.strangers.find(({ cluster }) => cluster !== undefined && isMeant(target, cluster));
  if (unread?.cluster !== undefined) return refusalOfUnread(view, unread.cluster);
  const moved = view.tickets.find(({ cluster, place }) => isMeant(target, cluster) && place.is === 'nowhere');
  if (moved === undefined) return undefined;
  const known = { ...where, ended: target.ended, demand: 'none' } as const;
  return refusalOfMoved(view, moved.cluster, known, await deadIn(view));
}

/** A run whose directory is elsewhere cannot be cleaned by its id: its clusters' names are in the project alone. */
function leftHint({ text, runId, directory }: Target, where: Where): string {
  if (runId === undefined) return `What it may have left: ${toType(`forceclean --cluster ${text}`, where)}`;
  if (directory !== undefined) return `What it may have left: ${toType(`forceclean --run ${shellWord(text)}`, where)}`;
  const status = toType('status', { cloud: where.cloud });
  const clean = toType(`forceclean --cluster t${runId}a`, where);
  return `What it may have left stands in ${status} by the names t${runId}a, t${runId}b …; then: ${clean}`;
}
