import type { Ticket } from '../../../src/admission/ticket.ts';
import type { Journal } from '../../../src/io/journal.ts';
import type { EventBody } from '../../../src/model/event.ts';
import type { Finding } from '../../../src/model/verdict.ts';
import { lookAt } from '../../../src/runner/leases/look.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import type { WardenTools } from '../../../src/runner/leases/wardenTools.ts';

/** A warden's tools, and what it did with them: `silence`, `clean`, `says …`, each with its moment in milliseconds. */
export interface AtWork {
  readonly tools: WardenTools;
  readonly done: { readonly what: string; readonly at: number }[];
  whats(): readonly string[];
}

/** A warden that finds nothing to remove, unless `more` says otherwise. */
export function wardenOf(own: BookTools, book: Book, more: Partial<WardenTools> = {}): AtWork {
  const done: { what: string; at: number }[] = [];
  const note = (what: string): void => void done.push({ what, at: own.steady() });
  const { silence = () => Promise.resolve({ echoMs: 0 }), clean = () => Promise.resolve([]), ...rest } = more;
  return {
    done,
    whats: () => done.map((one) => one.what),
    tools: {
      ...own,
      book,
      holder: 'the warden',
      process: undefined,
      silence(victim, signal, meanwhile) {
        note('silence');
        return silence(victim, signal, meanwhile);
      },
      clean(victim, warden, signal, controllersWork) {
        note('clean');
        return clean(victim, warden, signal, controllersWork);
      },
      async says(what) {
        note(`says ${what}`);
      },
      ...rest,
    },
  };
}

/** A journal of which nothing but the events is kept. */
export function journalInto(events: EventBody[]): Journal {
  return {
    async write(body) {
      events.push(body);
      return { ...body, seq: events.length, at: '' };
    },
    close: () => Promise.resolve(),
  };
}

/** What a clean-up could not remove. */
export function leftover(why: string): readonly Finding[] {
  return [{ verdict: 'leaked', why }];
}

/** A ticket as a look at the book shows it. */
export async function seen({ session }: BookTools, book: Book, id: string): Promise<Ticket> {
  const ticket = (await lookAt(session, book)).tickets.find((one) => one.id === id);
  if (ticket === undefined) throw new Error(`no ticket ${id}`);
  return ticket;
}
