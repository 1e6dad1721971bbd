import { z } from 'zod';
import type { Kind, Resource } from '../model/resource.ts';
import { linked } from '../model/resource.ts';
import { hasStatus } from './cloudError.ts';
import { KIND_ROWS } from './kinds.ts';
import { list } from './list.ts';
import type { Removal } from './removal.ts';
import { removing } from './remove.ts';
import type { Call, Session } from './session.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * Puts a subnet's gateway address on a router.
 * @returns the id of the interface's port; also when it stood there already, as after a lost answer
 */
export async function addRouterInterface(
  session: Session,
  routerId: string,
  subnetId: string,
  signal?: AbortSignal,
): Promise<string> {
  const path = `/routers/${routerId}/add_router_interface`;
  try {
    const answer = await send(session, 'network', 'PUT', path, { subnet_id: subnetId }, signal);
    return z.object({ port_id: z.string() }).parse(answer).port_id;
  } catch (error) {
    // Neutron refuses the second request with 400 (l3_db.py, _check_for_dup_router_subnets).
    if (!hasStatus(error, 400)) throw error;
    const ports = await list(session, 'port', signal === undefined ? {} : { signal });
    const port = ports.find(
      (one) => linked(one, 'device').includes(routerId) && linked(one, 'subnet').includes(subnetId),
    );
    if (port === undefined) throw error;
    return port.id;
  }
}

/** Takes one interface off a router, by its port: a subnet may have several. */
export function removeRouterInterface(
  session: Session,
  routerId: string,
  portId: string,
  signal?: AbortSignal,
): Promise<Removal> {
  const path = `/routers/${routerId}/remove_router_interface`;
  return removing(session, call('network', 'PUT', path, { port_id: portId }, signal));
}

/** Takes all extra routes off a router; they would hold its interfaces. */
export async function clearRoutes(session: Session, routerId: string, signal?: AbortSignal): Promise<void> {
  await send(session, 'network', 'PUT', `/routers/${routerId}`, { router: { routes: [] } }, signal);
}

/** Sets the tags of a server, or of something in Neutron or Octavia, to exactly these. */
export async function setTags(
  session: Session,
  kind: Kind,
  id: string,
  tags: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const row = KIND_ROWS[kind];
  const path = row.item(session, id);
  if (row.service === 'loadBalancer') {
    await send(session, row.service, 'PUT', path, { [row.one ?? '']: { tags } }, signal);
  } else {
    await send(session, row.service, 'PUT', `${path}/tags`, { tags }, signal);
  }
}

/** Asks Nova to attach a volume; done when the volume is `in-use`. */
export async function attachVolume(
  session: Session,
  serverId: string,
  volumeId: string,
  signal?: AbortSignal,
): Promise<void> {
  const path = `/servers/${serverId}/os-volume_attachments`;
  await send(session, 'compute', 'POST', path, { volumeAttachment: { volumeId } }, signal);
}

/** @param rule the inner object, with `security_group_id` @returns the rule's id */
export async function createRule(session: Session, rule: Body, signal?: AbortSignal): Promise<string> {
  const body = { security_group_rule: rule };
  const answer = await send(session, 'network', 'POST', '/security-group-rules', body, signal);
  return z.object({ security_group_rule: z.object({ id: z.string() }) }).parse(answer).security_group_rule.id;
}

/** Deletes one rule of a security group. */
export function removeRule(session: Session, ruleId: string, signal?: AbortSignal): Promise<Removal> {
  return removing(session, call('network', 'DELETE', `/security-group-rules/${ruleId}`, undefined, signal));
}

/** Points a floating IP at a port. */
export async function associate(
  session: Session,
  floatingIpId: string,
  portId: string,
  signal?: AbortSignal,
): Promise<Resource> {
  return update(session, 'floatingIp', floatingIpId, { port_id: portId }, signal);
}

/** @param body the inner object of Octavia's member @returns the member's id */
export async function createMember(
  session: Session,
  poolId: string,
  body: Body,
  signal?: AbortSignal,
): Promise<string> {
  const answer = await send(
    session,
    'loadBalancer',
    'POST',
    `/lbaas/pools/${poolId}/members`,
    { member: body },
    signal,
  );
  return z.object({ member: z.object({ id: z.string() }) }).parse(answer).member.id;
}

/** Changes fields of a port. @param body the inner object */
export function updatePort(session: Session, id: string, body: Body, signal?: AbortSignal): Promise<Resource> {
  return update(session, 'port', id, body, signal);
}

async function update(
  session: Session,
  kind: Kind,
  id: string,
  body: Body,
  signal: AbortSignal | undefined,
): Promise<Resource> {
  const row = KIND_ROWS[kind];
  const one = row.one ?? '';
  const answer = await send(session, row.service, 'PUT', row.item(session, id), { [one]: body }, signal);
  return row.parse(z.looseObject({}).parse(answer)[one]);
}

async function send(
  session: Session,
  service: Call['service'],
  method: Call['method'],
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  return (await session.request(call(service, method, path, body, signal))).body;
}

function call(
  service: Call['service'],
  method: Call['method'],
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Call {
  return {
    service,
    method,
    path,
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  };
}
