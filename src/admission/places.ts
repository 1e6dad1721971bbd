import { SLOTS, type Place } from './ticket.ts';

/** The lease book's network and its addresses (RFC 2544's benchmark range, which nothing routes). */
export const BOOK = { name: 'troika-leases', cidr: '198.18.0.0/24' } as const;

const PREFIX = '198.18.0.';
const TURNSTILE = 10;
const WARDENS = 20;
const WAITING = { first: 100, last: 250 };

/** The address of a place; of the waiting room, which has many, see waitingAddresses. */
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

/** Every address of the waiting room that is not in use. */
export function waitingAddresses(used: ReadonlySet<string>): readonly string[] {
  const all = Array.from(
    { length: WAITING.last - WAITING.first + 1 },
    (_, index) => `${PREFIX}${WAITING.first + index}`,
  );
  return all.filter((address) => !used.has(address));
}
