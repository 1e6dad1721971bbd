import { z } from 'zod';
import type { Kind, Resource } from '../model/resource.ts';
import { linked } from '../model/resource.ts';
import { call, send, update } from './calls.ts';
import { hasStatus } from './cloudError.ts';
import { KIND_ROWS } from './kinds.ts';
import { list } from './list.ts';
import type { Removal } from './removal.ts';
import { removing } from './remove.ts';
import type { Session } from './session.ts';

type Body = Readonly<Record<string, unknown>>;

const NewRule = z.object({ security_group_rule: z.object({ id: z.string() }) });
const NewMember = z.object({ member: z.object({ id: z.string() }) });

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
    const put = call('network', 'PUT', path, { subnet_id: subnetId }, signal);
    return await send(session, put, (body) => z.object({ port_id: z.string() }).parse(body).port_id);
  } catch (error) {
    // Neutron refuses the second request with 400 (l3_db.py, _check_for_dup_router_subnets), and with 409 for the address
    // while the first is still at work.
    if (!hasStatus(error, 400) && !hasStatus(error, 409)) throw error;
    const ports = await list(session, 'port', signal === undefined ? {} : { signal });
    const port = ports.find(
      (one) => linked(one, 'device').includes(routerId) && linked(one, 'subnet').includes(subnetId),
    );
    if (port === undefined) throw error;
    return port.id;
  }
}

/** Takes one interface off a router, by its port: a subnet may have several. Sent once, as a deletion is. */
export function removeRouterInterface(
  session: Session,
  routerId: string,
  portId: string,
  signal?: AbortSignal,
): Promise<Removal> {
  const path = `/routers/${routerId}/remove_router_interface`;
  return removing(session, { ...call('network', 'PUT', path, { port_id: portId }, signal), once: true });
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
  await session.request(
    row.service === 'loadBalancer'
      ? call(row.service, 'PUT', path, { [row.one ?? '']: { tags } }, signal)
      : call(row.service, 'PUT', `${path}/tags`, { tags }, signal),
  );
}

/** Asks Nova to attach a volume; done when the volume is `in-use`. */
export async function attachVolume(
  session: Session,
  serverId: string,
  volumeId: string,
  signal?: AbortSignal,
): Promise<void> {
  const path = `/servers/${serverId}/os-volume_attachments`;
  await session.request(call('compute', 'POST', path, { volumeAttachment: { volumeId } }, signal));
}

/** @param rule the inner object, with `security_group_id` @returns the rule's id */
export async function createRule(session: Session, rule: Body, signal?: AbortSignal): Promise<string> {
  const post = call('network', 'POST', '/security-group-rules', { security_group_rule: rule }, signal);
  return send(session, post, (body) => NewRule.parse(body).security_group_rule.id);
}

/** Deletes one rule of a security group, a part of making it: so it is sent again like any change. */
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
  const post = call('loadBalancer', 'POST', `/lbaas/pools/${poolId}/members`, { member: body }, signal);
  return send(session, post, (answer) => NewMember.parse(answer).member.id);
}

/** Changes fields of a port. @param body the inner object */
export function updatePort(session: Session, id: string, body: Body, signal?: AbortSignal): Promise<Resource> {
  return update(session, 'port', id, body, signal);
}
