import { SLOTS, type Place } from './ticket.ts';

/** The lease book's network and its addresses (RFC 2544's benchmark range, which nothing routes). */
export const BOOK = {
  name: 'troika-leases',
  description: 'Troika: the leases of this project',
  cidr: '198.18.0.0/24',
} as const;

const PREFIX = '198.18.0.';
const TURNSTILE = 10;
const WARDENS = 20;
const WAITING = { first: 100, last: 250 };

/** The address of a place that has one. @throws RangeError for the waiting room, which has many */
export function addressOf(place: Place): string {
  if (place.is === 'turnstile') return `${PREFIX}${TURNSTILE}`;
  if (!('slot' in place)) throw new RangeError(`no single address: ${place.is}`);
  return `${PREFIX}${(place.is === 'slot' ? TURNSTILE : WARDENS) + place.slot}`;
}

/** Where an address lies. */
export function placeOf(address: string | undefined): Place {
  if (address === undefined || !address.startsWith(PREFIX)) return { is: 'nowhere' };
  const last = Number(address.slice(PREFIX.length));
  if (last === TURNSTILE) return { is: 'turnstile' };
  if (last >= WAITING.first && last <= WAITING.last) return { is: 'waiting' };
  for (const slot of SLOTS) {
    if (last === TURNSTILE + slot) return { is: 'slot', slot };
    if (last === WARDENS + slot) return { is: 'warden', slot };
  }
  return { is: 'nowhere' };
}

/** An address of the waiting room, for a draw between 0 and 1: those who come at once seldom meet. */
export function waitingAddress(draw: number): string {
  return `${PREFIX}${WAITING.first + Math.floor(draw * (WAITING.last - WAITING.first + 1))}`;
}
