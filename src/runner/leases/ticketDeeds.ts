import { addressOf } from '../../admission/places.ts';
import type { MoveAnswer } from '../../admission/moves.ts';
import type { Place, TicketText } from '../../admission/ticket.ts';
import { TICKET_OWNER, writeTicket } from '../../admission/ticketText.ts';
import { systemClock, type Clock } from '../../io/clock.ts';
import { CloudError } from '../../openstack/cloudError.ts';
import { remove } from '../../openstack/remove.ts';
import type { Session } from '../../openstack/session.ts';
import type { Book } from './parts.ts';

const REMOVALS = 6;
const REMOVAL_PAUSE_MS = 1000;

/** How a request for a new ticket was answered. `none`: it may be made or not, now or a moment later. */
export type Made = { readonly id: string } | 'taken' | 'none';

/**
 * Makes a ticket at an address. Sent once.
 * @throws CloudError for an answer that refuses it (quota, permission)
 */
export async function makeTicket(session: Session, book: Book, address: string, text: TicketText): Promise<Made> {
  const port = {
    ...writeTicket(text),
    network_id: book.networkId,
    device_owner: TICKET_OWNER,
    admin_state_up: false,
    fixed_ips: [{ subnet_id: book.subnetId, ip_address: address }],
  };
  try {
    const answer = await session.request({
      service: 'network',
      method: 'POST',
      path: '/ports',
      body: { port },
      once: true,
    });
    const id = idIn(answer.body);
    return id === undefined ? 'none' : { id };
  } catch (error) {
    const answered = answerOf(error);
    if (answered === 'none' || answered === 'taken') return answered;
    throw error;
  }
}

/** Moves a ticket to a place that has one address. Sent once; the address is named, since without it Neutron keeps the old one. */
export async function moveTicket(session: Session, book: Book, id: string, to: Place): Promise<MoveAnswer> {
  const fixed = [{ subnet_id: book.subnetId, ip_address: addressOf(to) }];
  try {
    await put(session, id, { fixed_ips: fixed });
    return 'done';
  } catch (error) {
    const answered = answerOf(error);
    if (answered === undefined) throw error;
    return answered;
  }
}

/** Writes a ticket's text anew: a beat. @throws CloudError */
export async function writeText(session: Session, id: string, text: TicketText): Promise<void> {
  await put(session, id, writeTicket(text));
}

/** Deletes a ticket by its id, again until Neutron says that there is none. @returns false when it would not go */
export async function removeTicket(session: Session, id: string, clock: Clock = systemClock): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    const { result } = await remove(session, { kind: 'port', id });
    if (result === 'gone') return true;
    if (attempt === REMOVALS) return false;
    if (result !== 'accepted') await clock.sleep(REMOVAL_PAUSE_MS);
  }
}

function put(session: Session, id: string, port: object): Promise<unknown> {
  return session.request({ service: 'network', method: 'PUT', path: `/ports/${id}`, body: { port }, once: true });
}

/** Neutron's 409 for an address that is held; 404; or nothing that tells what was done. Undefined: a refusal. */
function answerOf(error: unknown): Exclude<MoveAnswer, 'done'> | undefined {
  if (!(error instanceof CloudError)) return undefined;
  if (error.status === 409 && error.fault.includes('IpAddressAlreadyAllocated')) return 'taken';
  if (error.status === 404) return 'gone';
  return error.status === undefined || error.status >= 500 || error.status < 400 ? 'none' : undefined;
}

function idIn(body: unknown): string | undefined {
  const port: unknown = typeof body === 'object' && body !== null && 'port' in body ? body.port : undefined;
  const id: unknown = typeof port === 'object' && port !== null && 'id' in port ? port.id : undefined;
  return typeof id === 'string' ? id : undefined;
}
