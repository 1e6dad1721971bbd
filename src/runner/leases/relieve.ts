import { mayCleanCluster } from '../../admission/mayClean.ts';
import type { KnownOfHolder, Refusal } from '../../admission/refusal.ts';
import { isKept, type BookView } from '../../admission/ticket.ts';
import { TroikaError } from '../../model/error.ts';
import type { Where } from '../../model/toType.ts';
import type { ProcessMark } from '../../model/processMark.ts';
import type { Finding } from '../../model/verdict.ts';
import { existingBook } from './books.ts';
import { deadIn } from './dead.ts';
import type { Holding } from './holding.ts';
import { lookAt } from './look.ts';
import { bookTools, type Book, type BookTools } from './parts.ts';
import type { Finish } from './finish.ts';
import type { Silence } from './silence.ts';
import { removeTicket } from './ticketDeeds.ts';
import { takeOver } from './warden.ts';
import type { WardenTools } from './wardenTools.ts';

export interface ReliefTools extends BookTools, Where {
  readonly holder: string;
  readonly process: ProcessMark | undefined;
  readonly demand: KnownOfHolder['demand'];
  /** A person says that the controllers which a ticket names were ended: that counts where we cannot end them ourselves. */
  readonly controllersEnded?: true | undefined;
  /** See WardenTools. */
  readonly silence: Silence;
  readonly finish: Finish;
  says(what: string): Promise<void>;
}

/** The project's lease book and what stands in it; undefined where there is none. @throws CloudError */
export async function readBook(
  tools: BookTools,
  signal: AbortSignal,
): Promise<{ readonly book: Book; readonly view: BookView } | undefined> {
  const book = await existingBook(tools, signal);
  return book === undefined ? undefined : { book, view: await lookAt(tools.session, book, signal) };
}

type Clean = (
  warden: Holding | undefined,
  signal: AbortSignal,
  controllersWork: boolean,
) => Promise<readonly Finding[]>;

/**
 * Cleans a cluster as its lease demands: with a ticket in a slot, as its warden, and the slot is free afterwards; without
 * one, at once.
 * @param ended the cluster's run is known to be over
 * @param clean the clean-up itself; what hinders the proof that nothing is left, or nothing
 * @throws TroikaError refused when somebody holds the cluster
 */
export async function cleanUnderLease(
  cluster: string,
  ended: boolean,
  clean: Clean,
  tools: ReliefTools,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const there = await readBook(tools, signal);
  if (there === undefined) return cleanUnheld(cluster, clean, tools, signal);
  const may = mayCleanCluster(there.view, cluster, { ...tools, ended }, await deadIn(there.view));
  if (may.do === 'refuse') throw refused(may);
  if (may.do === 'clean') {
    const findings = await cleanUnheld(cluster, clean, tools, signal);
    await removeStrays(there.view, cluster, ended, findings.length === 0, tools);
    return findings;
  }
  const { ticket } = may;
  let found: readonly Finding[] = [];
  const cleaning: WardenTools['clean'] = async (_victim, warden, ending, controllersWork) => {
    const now = await clean(warden, ending, controllersWork);
    if (!controllersWork) found = now;
    return now;
  };
  let left: string | undefined;
  try {
    const scaled = bookTools(tools.session, tools.clock, tools.steady, ticket.ttlSeconds);
    const warden = { ...tools, ...scaled, book: there.book, silence: silenceOf(tools), clean: cleaning };
    left = await takeOver(ticket, may.slot, may.cause, warden, signal);
  } catch (error) {
    if (found.length === 0) throw error;
  }
  // Left to somebody else, it is not proved gone: what stands in the book now says what may be done.
  return left === undefined ? found : cleanUnderLease(cluster, ended, clean, tools, signal);
}

/** Cleans a cluster that holds no slot. What its controllers are still at is left to them, as is their credential. */
async function cleanUnheld(
  cluster: string,
  clean: Clean,
  { finish }: ReliefTools,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const unfinished = await finish(cluster, signal, () => clean(undefined, signal, true));
  const findings = await clean(undefined, signal, unfinished?.deleting === true);
  return unfinished === undefined ? findings : [{ verdict: 'leaked', cluster, why: unfinished.why }, ...findings];
}

/** Ends the controllers where it can; where it cannot, a person's word that they were ended is taken. */
function silenceOf({ silence, controllersEnded, says }: ReliefTools): Silence {
  if (controllersEnded !== true) return silence;
  return async (victim, signal, cleanMeanwhile) => {
    const silenced = await silence(victim, signal, cleanMeanwhile);
    if (!('hindrance' in silenced)) return silenced;
    await says(`its controllers count as ended, as was said: ${silenced.hindrance}`);
    return { echoMs: 0 };
  };
}

/**
 * Why a clean-up of these clusters would be refused, by a look at the lease book that changes nothing.
 * @throws TroikaError refused when there are leases in two books; CloudError
 */
export async function refusals(
  clusters: readonly string[],
  known: Omit<KnownOfHolder, 'dead'>,
  tools: BookTools,
  signal: AbortSignal,
): Promise<readonly TroikaError[]> {
  const there = await readBook(tools, signal);
  if (there === undefined) return [];
  const dead = await deadIn(there.view);
  return clusters.flatMap((cluster) => {
    const may = mayCleanCluster(there.view, cluster, known, dead);
    return may.do === 'refuse' ? [refused(may)] : [];
  });
}

/**
 * Refuses before anything is written where one of these clusters is held by a run that may be alive: its journal is its
 * own.
 * @throws TroikaError refused, naming the holder
 */
export async function refuseHeld(
  clusters: readonly string[],
  tools: Omit<ReliefTools, 'says' | 'silence' | 'finish'>,
  signal: AbortSignal,
): Promise<void> {
  const [first] = await refusals(clusters, { ...tools, ended: false }, tools, signal);
  if (first !== undefined) throw first;
}

function refused({ why, hint }: Refusal): TroikaError {
  return new TroikaError('refused', why, { hint });
}

/**
 * A ticket of a dead run that still waits goes too: nothing can stand behind it. So does one that was moved out of its slot,
 * and of what is kept when it is proved gone: until then it tells whose that is.
 */
async function removeStrays(
  view: BookView,
  cluster: string,
  ended: boolean,
  gone: boolean,
  tools: BookTools,
): Promise<void> {
  const dead = await deadIn(view);
  const strays = view.tickets.filter((one) => {
    if (one.cluster !== cluster || one.place.is === 'slot') return false;
    return ended || dead(one) || (gone && one.place.is === 'nowhere' && isKept(one, view.at));
  });
  for (const ticket of strays) await removeTicket(tools.session, ticket.id, tools.clock);
}
