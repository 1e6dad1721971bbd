import { byQueue, inSlot, SLOTS, type BookView, type Slot, type Stranger, type Ticket } from './ticket.ts';

/** What a waiting ticket may do next. */
export type Next =
  /** Move to the turnstile. */
  | { readonly do: 'approach' }
  /** It stands at the turnstile: judge whether it fits, and then move to this slot. */
  | { readonly do: 'judge'; readonly slot: Slot }
  /** It stands at the turnstile, and every slot is taken. */
  | { readonly do: 'waitForSlot'; readonly holders: readonly Ticket[] }
  /** It stands at the turnstile, and nobody can say what was promised to the cluster of a ticket in a slot: whatever fits, it stays. */
  | { readonly do: 'waitForUnread'; readonly unread: Stranger }
  | { readonly do: 'wait'; readonly behind: Ticket }
  /** It is not in the book, or not where one waits. */
  | { readonly do: 'lost' };

/**
 * Who tries the turnstile, and what is done there. The oldest living ticket tries it; who stands there stays until it
 * is granted, gives up or dies. So nobody overtakes the head, and nobody starves.
 * @param dead whether the others may take a ticket for dead
 */
export function nextOf(view: BookView, id: string, dead: (ticket: Ticket) => boolean): Next {
  const mine = view.tickets.find((ticket) => ticket.id === id);
  if (mine === undefined) return { do: 'lost' };
  if (mine.place.is === 'turnstile') {
    const slot = freeSlot(view);
    if (slot === undefined)
      return { do: 'waitForSlot', holders: view.tickets.filter((one) => one.place.is === 'slot') };
    const unread = view.strangers.find((one) => one.place.is === 'slot' && one.cluster !== undefined);
    return unread === undefined ? { do: 'judge', slot } : { do: 'waitForUnread', unread };
  }
  if (mine.place.is !== 'waiting') return { do: 'lost' };
  const ahead = view.tickets.find((ticket) => ticket.place.is === 'turnstile');
  if (ahead !== undefined) return { do: 'wait', behind: ahead };
  const [first = mine] = view.tickets
    .filter((ticket) => ticket.place.is === 'waiting' && (ticket.id === id || !dead(ticket)))
    .sort(byQueue);
  return first.id === id ? { do: 'approach' } : { do: 'wait', behind: first };
}

/** The lowest slot in which nothing stands. */
export function freeSlot(view: BookView): Slot | undefined {
  return SLOTS.find(
    (slot) =>
      inSlot(view, slot) === undefined &&
      !view.strangers.some((one) => one.place.is === 'slot' && one.place.slot === slot),
  );
}

/** Dead tickets that anybody may delete by id: those with nothing behind them. Whoever stands in a slot needs a warden. */
export function removable(view: BookView, id: string, dead: (ticket: Ticket) => boolean): readonly Ticket[] {
  return view.tickets.filter((ticket) => ticket.place.is !== 'slot' && ticket.id !== id && dead(ticket));
}

/** How many living tickets stand before this one. */
export function placeInLine(view: BookView, id: string, dead: (ticket: Ticket) => boolean): number {
  const mine = view.tickets.find((ticket) => ticket.id === id);
  if (mine === undefined || mine.place.is !== 'waiting') return 0;
  return view.tickets.filter(
    (one) =>
      one.id !== id &&
      !dead(one) &&
      (one.place.is === 'turnstile' || (one.place.is === 'waiting' && byQueue(one, mine) < 0)),
  ).length;
}
