import * as z from 'zod';
import type { Redactor } from '../../io/redact.ts';
import { TroikaError } from '../../model/error.ts';
import type { Intent } from '../../model/event.ts';
import {
  addRouterInterface,
  associate,
  attachVolume,
  createMember,
  removeRule,
  setTags,
  updatePort,
} from '../../openstack/change.ts';
import { create } from '../../openstack/create.ts';
import { setMetadata } from '../../openstack/metadata.ts';
import type { Session } from '../../openstack/session.ts';
import { madeId, madeOf, takeFrom, type Made } from './made.ts';
import { resolve, resolveBody, type Body, type CreatePiece, type Piece, type Reference } from './piece.ts';

/** Sends what one piece asks for and answers what it made. Throws the CloudError of the request that failed. */
export async function send(
  piece: Piece,
  made: ReadonlyMap<string, Made>,
  session: Session,
  redactor: Redactor,
): Promise<Made> {
  const take = (reference: Reference): string => takeFrom(made, reference);
  switch (piece.do) {
    case 'create':
      if (piece.kind === 'server') return createServer(piece, session, take, redactor);
      return madeOf(await create(session, piece.kind, resolveBody(piece.body, take)));
    case 'interface':
      return madeId(await addRouterInterface(session, take(piece.router), take(piece.subnet)));
    case 'rules':
      return setRules(piece, made, session, take);
    case 'member':
      return madeId(await createMember(session, take(piece.pool), resolveBody(piece.body, take)));
    case 'associate':
      return madeOf(await associate(session, take(piece.floatingIp), take(piece.port)));
    case 'tag':
      await setTags(session, 'floatingIp', take(piece.floatingIp), piece.tags);
      return madeId(take(piece.floatingIp));
    case 'groups':
      return madeOf(await updatePort(session, take(piece.port), { security_groups: piece.groups.map(take) }));
    case 'attach':
      await attachVolume(session, take(piece.server), take(piece.volume));
      return madeId(take(piece.volume));
    case 'mark':
      await setMetadata(session, 'volume', take(piece.volume), piece.marks);
      return madeId(take(piece.volume));
  }
}

/** What the journal calls the effect of a piece. */
export function intentOf(piece: Piece, made: ReadonlyMap<string, Made>): Pick<Intent, 'do' | 'kind' | 'name' | 'id'> {
  const take = (reference: Reference): string => takeFrom(made, reference);
  switch (piece.do) {
    case 'create':
      return { do: 'create', kind: piece.kind, name: piece.name };
    case 'interface':
      return { do: 'create', kind: 'port', name: `interface of ${piece.name}` };
    case 'member':
      return { do: 'create', kind: 'member', name: piece.name };
    case 'rules':
      return { do: 'change', kind: 'securityGroup', name: piece.name, id: take(piece.group) };
    case 'associate':
    case 'tag':
      return { do: 'change', kind: 'floatingIp', name: piece.name, id: take(piece.floatingIp) };
    case 'groups':
      return { do: 'change', kind: 'port', name: piece.name, id: take(piece.port) };
    case 'attach':
    case 'mark':
      return { do: 'change', kind: 'volume', name: piece.name, id: take(piece.volume) };
  }
}

const newServer = z.object({ server: z.object({ id: z.string(), adminPass: z.string().optional() }) });

/** Nova takes a server's scheduler hints beside it, and answers a password that nobody wants. */
async function createServer(
  piece: CreatePiece,
  session: Session,
  take: (reference: Reference) => string,
  redactor: Redactor,
): Promise<Made> {
  const hints = piece.hints === undefined ? {} : { 'os:scheduler_hints': resolve(piece.hints, take) };
  const body = { server: resolveBody(piece.body, take), ...hints };
  const answer = await session.request({ service: 'compute', method: 'POST', path: '/servers', body });
  const { server } = newServer.parse(answer.body);
  if (server.adminPass !== undefined) redactor.secret(server.adminPass);
  return madeId(server.id);
}

/** All rules of a group in one request, as Neutron allows; its two default rules go by their ids. */
async function setRules(
  piece: Extract<Piece, { do: 'rules' }>,
  made: ReadonlyMap<string, Made>,
  session: Session,
  take: (reference: Reference) => string,
): Promise<Made> {
  const group = take(piece.group);
  const defaults = made.get(piece.group.piece)?.rules ?? [];
  const strip = async (): Promise<void> => {
    const removals = await Promise.all(defaults.map((rule) => removeRule(session, rule)));
    const failed = removals.find(({ result }) => result !== 'accepted' && result !== 'gone');
    if (failed !== undefined) {
      throw new TroikaError('broken', `a default rule of ${piece.name} stays: ${failed.says}`, { class: 'provision' });
    }
  };
  if (piece.strip === 'before') await strip();
  const rules = piece.rules.map((rule: Body) => ({ ...resolveBody(rule, take), security_group_id: group }));
  if (rules.length > 0) {
    await session.request({
      service: 'network',
      method: 'POST',
      path: '/security-group-rules',
      body: { security_group_rules: rules },
    });
  }
  if (piece.strip === 'after') await strip();
  return madeId(group);
}
