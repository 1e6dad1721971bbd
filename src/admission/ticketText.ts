import { demandOf, QUOTAS, type Demand } from '../model/demand.ts';
import { isRunUnique } from '../model/names.ts';
import type { ProcessMark } from '../model/processMark.ts';
import type { TicketText } from './ticket.ts';

/** So much of why a warden could not go on stands beside its holder's name and process. */
const BLOCKED_LENGTH = 120;

/** What marks a port as a ticket. No service of OpenStack writes it. */
export const TICKET_OWNER = 'troika:lease';

/** The longest text that Neutron keeps in a port's name, description or device (neutron-lib, db/constants.py). */
export const FIELD_LENGTH = 255;

/** The fields of a port that hold a ticket, under Neutron's names. */
export interface TicketFields {
  readonly name: string;
  readonly description: string;
  readonly device_id: string;
}

const HEAD = 'troika/1';

/**
 * A ticket as the fields of its port.
 * @throws RangeError when it does not fit: a demand of numbers beyond any project
 */
export function writeTicket(text: TicketText): TicketFields {
  const words = [
    HEAD,
    `q=${text.queuedAt}`,
    `t=${text.ttlSeconds}`,
    `b=${text.beat}`,
    ...(text.keptUntil === undefined ? [] : [`k=${text.keptUntil}`]),
    ...(text.attempts === undefined ? [] : [`a=${text.attempts}`]),
    ...(text.victim === undefined ? [] : [`v=${text.victim}`]),
    `c=${text.controllers}`,
    `d=${QUOTAS.map((name) => text.demand[name]).join(',')}`,
  ];
  const short = words.join(' ');
  const whole = text.credentialOf === undefined ? short : `${short} u=${text.credentialOf}`;
  // Without it nothing more is lost than that a later warden asks a person.
  const description = whole.length > FIELD_LENGTH ? short : whole;
  if (description.length > FIELD_LENGTH) throw new RangeError(`a ticket is too long: ${description}`);
  const blocked = text.blocked === undefined ? '' : `!${shortened(text.blocked)}! `;
  return {
    name: text.cluster,
    description,
    device_id: cut(`${writeMark(text.process)} ${blocked}${text.holder}`),
  };
}

function writeMark(mark: ProcessMark | undefined): string {
  return mark === undefined ? '-' : [mark.boot, mark.namespace, mark.pid, mark.started].join(':');
}

/** Its end must stay readable, whoever holds the ticket. */
function shortened(why: string): string {
  return why.replaceAll('!', '.').slice(0, BLOCKED_LENGTH);
}

function cut(text: string): string {
  // Neutron counts characters; anything beyond ASCII is left out, so that no database sees more of them than we do.
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, FIELD_LENGTH);
}

/** The ticket in a port's fields, or what is wrong with them. */
export function readTicket(fields: TicketFields): TicketText | { readonly wrong: string } {
  const [head, ...words] = fields.description.split(' ');
  if (head !== HEAD) return { wrong: `its description does not begin with ${HEAD}` };
  if (!isRunUnique(fields.name)) return { wrong: 'its name is no cluster of a run' };
  const values = new Map(words.map((word) => [word.slice(0, 2), word.slice(2)]));
  const queuedAt = whole(values.get('q='));
  const ttlSeconds = whole(values.get('t='));
  const beat = whole(values.get('b='));
  const demand = readDemand(values.get('d='));
  const controllers = values.get('c=');
  if (
    queuedAt === undefined ||
    ttlSeconds === undefined ||
    ttlSeconds === 0 ||
    beat === undefined ||
    demand === undefined ||
    controllers === undefined
  )
    return { wrong: 'its description cannot be read' };
  const keptUntil = whole(values.get('k='));
  const attempts = values.get('a=');
  const victim = values.get('v=');
  const credentialOf = values.get('u=');
  const [, mark = '', blocked, holder = ''] = /^(\S+) (?:!([^!]*)! )?(.*)$/.exec(fields.device_id) ?? [];
  const running = readMark(mark);
  return {
    cluster: fields.name,
    demand,
    queuedAt,
    ttlSeconds,
    beat,
    controllers,
    holder,
    ...(keptUntil === undefined ? {} : { keptUntil }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(victim === undefined ? {} : { victim }),
    ...(credentialOf === undefined ? {} : { credentialOf }),
    ...(blocked === undefined ? {} : { blocked }),
    ...(running === undefined ? {} : { process: running }),
  };
}

function readDemand(text: string | undefined): Demand | undefined {
  const numbers = (text ?? '').split(',').map(whole);
  if (numbers.length !== QUOTAS.length || numbers.includes(undefined)) return undefined;
  return demandOf((name) => numbers[QUOTAS.indexOf(name)] ?? 0);
}

function readMark(text: string): ProcessMark | undefined {
  const [boot, namespace, pid, started, ...more] = text.split(':');
  const numbers = { pid: whole(pid), started: whole(started) };
  if (boot === undefined || namespace === undefined || more.length > 0) return undefined;
  if (numbers.pid === undefined || numbers.started === undefined) return undefined;
  return { boot, namespace, pid: numbers.pid, started: numbers.started };
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
