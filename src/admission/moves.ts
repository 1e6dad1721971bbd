import type { Place } from './ticket.ts';

/** How a move that was sent once was answered. `taken`: 409. `none`: no answer, or one that does not say what was done. */
export type MoveAnswer = 'done' | 'taken' | 'gone' | 'none';

/** What it means: stand at the new place, stay at the old one, or be dead. */
export type Moved = 'moved' | 'stayed' | 'dead';

/**
 * The meaning of a move's answer. Without an answer only a look can tell: seen at its goal it is done. Not seen there it
 * may still happen, so the ticket must never be used again.
 * @param seen where a listing begun after the answer was given up shows the ticket; undefined: not at all
 */
export function afterMove(answer: MoveAnswer, goal: Place, seen: Place | undefined): Moved {
  if (answer === 'done') return 'moved';
  if (answer === 'taken') return 'stayed';
  if (answer === 'gone' || seen === undefined) return 'dead';
  return samePlace(seen, goal) ? 'moved' : 'dead';
}

export function samePlace(a: Place, b: Place): boolean {
  return a.is === b.is && slotOf(a) === slotOf(b);
}

function slotOf(place: Place): number {
  return 'slot' in place ? place.slot : 0;
}
