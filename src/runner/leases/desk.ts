import type { Journal } from '../../io/journal.ts';
import { TroikaError } from '../../model/error.ts';
import type { Demand } from '../../model/demand.ts';
import type { ProcessMark } from '../../model/processMark.ts';
import type { Finding } from '../../model/verdict.ts';
import { queueTime } from '../../admission/attempts.ts';
import type { ProjectView } from '../projectView.ts';
import { openBook } from './books.ts';
import { enter, type Admitted } from './gate.ts';
import type { GateTools } from './gateTools.ts';
import type { Waits } from './wish.ts';
import { judgeHead } from './judge.ts';
import { lookAt } from './look.ts';
import { createNudge } from './nudge.ts';
import { bookTools, type Book, type BookTools } from './parts.ts';
import { createRelief } from './relief.ts';
import { takeOver } from './warden.ts';
import type { WardenTools } from './wardenTools.ts';
import { within } from './within.ts';

/** A cluster that wants a slot. */
export interface Entrant {
  readonly cluster: string;
  readonly demand: Demand;
  /** Where its controllers run, as its ticket says it. */
  readonly controllers: string;
}

/** Where a run gets its leases. */
export interface Desk {
  /** @param rename a next name for the cluster: the one of a dead ticket is never used again */
  enter(entrant: Entrant, rename: () => string, signal: AbortSignal): Promise<Admitted>;
  /** A lease of this run was given back. */
  left(): void;
  /** Stops what is being done about a dead run, and waits until that has ended: nothing is sent or written after it. */
  close(): Promise<readonly Finding[]>;
}

export interface DeskTools extends BookTools {
  readonly journal: Journal;
  readonly runs: string;
  readonly holder: string;
  readonly process: ProcessMark | undefined;
  /** Shared by the attempts of one Zuul job. */
  readonly attempts: string | undefined;
  readonly reserve: Demand;
  /** Undefined: as long as the run's own deadline lets it. */
  readonly maxWaitSeconds: number | undefined;
  /** One look at the project, at what these clusters have made of their promises. */
  look(admitted: readonly string[], signal: AbortSignal): Promise<ProjectView>;
  readonly silence: WardenTools['silence'];
  readonly clean: WardenTools['clean'];
}

/** The desk of one run. The lease book is opened by the first cluster that comes. */
export function createDesk(tools: DeskTools): Desk {
  const { journal, session } = tools;
  const abandoned = new Set<string>();
  const nudge = createNudge();
  const relief = createRelief(nudge);
  let opening: Promise<Book> | undefined;
  let opened = false;
  const told = new Map<string, Waits>();

  async function waits(cluster: string, reason: Waits): Promise<void> {
    if (told.get(cluster)?.why === reason.why) return;
    told.set(cluster, reason);
    await journal.write({ type: 'cluster.waiting', cluster, ...reason });
  }

  /** Lets a cluster wait no longer than --max-wait says. @param last what it waited for when last told */
  async function inTime<T>(
    cluster: string,
    ending: AbortSignal,
    last: () => Waits | undefined,
    wait: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const seconds = tools.maxWaitSeconds;
    if (seconds === undefined) return wait(ending);
    const late = (): TroikaError => {
      const { for: what, why } = last() ?? { for: undefined, why: 'its admission' };
      const says = `${cluster} waited ${seconds} s, as --max-wait says, for ${why}`;
      return new TroikaError('broken', says, { class: what === 'quota' ? 'quota' : 'timeout' });
    };
    return within(seconds * 1000, tools.clock, ending, late, wait);
  }

  return {
    left: () => nudge.give(),
    close: () => relief.close(),
    enter: (entrant, rename, ending) => {
      const { cluster } = entrant;
      let last: Waits | undefined;
      const tell = (name: string, reason: Waits): Promise<void> => waits(name, (last = reason));
      return inTime(
        cluster,
        ending,
        () => last,
        (signal) => enterBy(entrant, rename, signal, tell),
      );
    },
  };

  async function enterBy(
    { cluster, demand, controllers }: Entrant,
    rename: () => string,
    signal: AbortSignal,
    tell: GateTools['waits'],
  ): Promise<Admitted> {
    const arrivedAt = session.now().getTime();
    if (opening !== undefined && !opened)
      await tell(cluster, { for: 'book', why: 'the lease book, which is being opened' });
    // One of the run opens the book; one that failed is tried anew by the next.
    opening ??= openBook(tools, signal, (why) => tell(cluster, { for: 'book', why })).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    const book = await opening;
    opened = true;
    const gate: GateTools = {
      ...tools,
      book,
      abandoned,
      nudge,
      relief,
      waits: tell,
      asks: async (name, at) =>
        void (await journal.write({ type: 'lease.asked', cluster: name, queuedAt: new Date(at).toISOString() })),
      judge: async (view, wish, judging) => {
        const project = await tools.look(
          view.tickets.filter((ticket) => ticket.place.is === 'slot').map((ticket) => ticket.cluster),
          judging,
        );
        return judgeHead(view, project, tools.reserve, wish);
      },
      async takeOver(victim, _view, says, ending) {
        if (victim.place.is !== 'slot') return;
        const { slot } = victim.place;
        const note = async (what: string): Promise<void> => {
          await journal.write({ type: 'warden', victim: victim.cluster, holder: victim.holder, slot, says: what });
          await says(what);
        };
        // By the victim's own time to live: its requests may live as long as that says.
        const scaled = bookTools(session, tools.clock, tools.steady, victim.ttlSeconds);
        try {
          const left = await takeOver(victim, slot, 'silent', { ...tools, ...scaled, book, says: note }, ending);
          await note(left ?? 'its slot is free');
        } catch (error) {
          // Whoever began it may wait no longer, so this is written down whoever hears it.
          if (error instanceof TroikaError)
            await note(error.hint === undefined ? error.message : `${error.message}. ${error.hint}`);
          throw error;
        }
      },
      async rename(old) {
        const to = rename();
        await journal.write({ type: 'cluster.renamed', cluster: old, to });
        return to;
      },
    };
    const { holder, process, attempts } = tools;
    const queuedAt =
      attempts === undefined ? arrivedAt : queueTime(await lookAt(session, book, signal), attempts, arrivedAt);
    const wish = {
      cluster,
      demand,
      queuedAt,
      holder,
      controllers,
      ...(process === undefined ? {} : { process }),
      ...(attempts === undefined ? {} : { attempts }),
    };
    return enter(wish, gate, signal);
  }
}
