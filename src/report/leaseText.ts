import { aligned } from './aligned.ts';
import { durationText } from './duration.ts';
import type { LeaseFile } from './statusSchema.ts';
import { onOneLine } from './width.ts';

type Slot = LeaseFile['slots'][number];
type Ticket = LeaseFile['waiting'][number];
type Leases = Omit<LeaseFile, 'version'>;

/** The lease book for people: who holds a slot, who waits, and what to do where a slot will not free itself. Pure. */
export function leaseText(view: Leases): string {
  return [
    `Project ${view.projectId} of cloud ${onOneLine(view.cloud)} at ${clock(view.at)}`,
    '',
    ...bookLines(view),
  ].join('\n');
}

function bookLines(view: Leases): readonly string[] {
  const { book, slots, waiting, strangers } = view;
  const told = book.says === null ? [] : [onOneLine(book.says)];
  if (slots.length === 0) return ['LEASES', ...told];
  return [
    `LEASES  lease book ${book.networkId ?? ''}`,
    ...told,
    ...slotLines(slots, view.at),
    '',
    ...waitingLines(waiting, view.at),
    ...lifetimes([...slots.flatMap((slot) => slot.ticket ?? []), ...waiting]),
    ...(strangers.length === 0
      ? []
      : [
          '',
          'In the lease book, and no ticket that can be read:',
          ...strangers.map((one) => `  port ${one.id} at ${one.place}: ${onOneLine(one.says)}`),
        ]),
  ];
}

function slotLines(slots: readonly Slot[], at: string): readonly string[] {
  const [head = '', ...lines] = aligned([
    ['slot', 'state', 'cluster', 'floating IPs', 'age', 'heard of', 'holder'],
    ...slots.map(({ slot, state, ticket }) =>
      ticket === null ? [`${slot}`, STATES[state]] : [`${slot}`, STATES[state], ...cells(ticket, ticket.ageSeconds)],
    ),
  ]);
  return [head, ...lines.flatMap((line, index) => [line, ...slotNotes(slots[index], at)])];
}

const STATES: Readonly<Record<Slot['state'], string>> = {
  free: 'free',
  held: 'held',
  kept: 'kept',
  dead: 'DEAD',
  relieved: 'taken over',
  blocked: 'BLOCKED',
  stranger: 'STRANGER',
};

function cells({ cluster, demand, heardSeconds, holder }: Ticket, seconds: number): readonly string[] {
  return [cluster, `${demand.floatingIps}`, durationText(seconds), `${durationText(heardSeconds)} ago`, holder];
}

function slotNotes(slot: Slot | undefined, at: string): readonly string[] {
  if (slot === undefined) return [];
  const { ticket, warden, remedy, state } = slot;
  const kept = ticket?.keptUntil ?? null;
  const dead = ticket?.dead ?? null;
  const notes = [
    ...(state === 'kept' && kept !== null
      ? [`kept until ${clock(kept)}, ${durationText(secondsBetween(at, kept))} more`]
      : []),
    ...(dead === null || state === 'relieved' ? [] : [dead]),
    ...(warden === null ? [] : [wardenNote(warden)]),
    ...(state === 'blocked' && ticket !== null ? controllersNote(ticket) : []),
    ...(remedy === null ? [] : [remedy]),
  ];
  return notes.map((note) => `        ${onOneLine(note)}`);
}

function wardenNote({ holder, ageSeconds, blocked }: NonNullable<Slot['warden']>): string {
  if (blocked !== null) return `${holder} came to clean it and could not: ${blocked}`;
  return `${holder} has been removing what it left for ${durationText(ageSeconds)}`;
}

function controllersNote({ controllers }: Ticket): readonly string[] {
  return controllers === 'none' ? [] : [`its controllers run at ${controllers}`];
}

function waitingLines(waiting: readonly Ticket[], at: string): readonly string[] {
  if (waiting.length === 0) return ['Nobody waits.'];
  const rows = waiting.map((ticket, index) => [
    `${index + 1}`,
    ticket.dead === null ? ticket.place : 'DEAD',
    ...cells(ticket, secondsBetween(ticket.queuedAt, at)),
  ]);
  return aligned([['next', 'where', 'cluster', 'floating IPs', 'waits', 'heard of', 'holder'], ...rows]);
}

/** The times of the protocol hold only among those who go by the same. */
function lifetimes(tickets: readonly Ticket[]): readonly string[] {
  const all = [...new Set(tickets.map((ticket) => ticket.ttlSeconds))].sort((a, b) => a - b);
  if (all.length < 2) return [];
  return ['', `lease.ttl differs (${all.map((one) => `${one}s`).join(', ')}): it must be the same for all runs here.`];
}

function secondsBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / 1000;
}

/** `2026-11-25 03:14:07 UTC` */
function clock(iso: string): string {
  return iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}
