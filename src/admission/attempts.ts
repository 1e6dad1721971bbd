import type { BookView } from './ticket.ts';

/**
 * When the wait of a Zuul job began: a later attempt of the same job takes the place of the one before, whose ticket still
 * stands in the book. @param attempts what all of them have on their tickets
 * @returns the queue time, by the cloud's clock
 */
export function queueTime(view: BookView, attempts: string, now: number): number {
  const earlier = view.tickets.filter((ticket) => ticket.attempts === attempts);
  return Math.min(now, ...earlier.map((ticket) => ticket.queuedAt));
}
