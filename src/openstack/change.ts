import type { Kind, Resource } from '../model/resource.ts';
import type { Removal } from './remove.ts';
import type { Session } from './session.ts';

type Body = Readonly<Record<string, unknown>>;

/** @returns the id of the interface's port */
export async function addRouterInterface(
  session: Session,
  routerId: string,
  subnetId: string,
  signal?: AbortSignal,
): Promise<string> {
  throw new Error(`${session.cloud} ${routerId} ${subnetId} ${signal}`);
}
export async function removeRouterInterface(
  session: Session,
  routerId: string,
  portId: string,
  signal?: AbortSignal,
): Promise<Removal> {
  throw new Error(`${session.cloud} ${routerId} ${portId} ${signal}`);
}
/** Takes all extra routes off a router, which otherwise hold its interfaces. */
export async function clearRoutes(session: Session, routerId: string, signal?: AbortSignal): Promise<void> {
  throw new Error(`${session.cloud} ${routerId} ${signal}`);
}
export async function setTags(
  session: Session,
  kind: Kind,
  id: string,
  tags: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  throw new Error(`${session.cloud} ${kind} ${id} ${tags} ${signal}`);
}
export async function attachVolume(
  session: Session,
  serverId: string,
  volumeId: string,
  signal?: AbortSignal,
): Promise<void> {
  throw new Error(`${session.cloud} ${serverId} ${volumeId} ${signal}`);
}
/** @param rule inner object, with `security_group_id` @returns the rule's id */
export async function createRule(session: Session, rule: Body, signal?: AbortSignal): Promise<string> {
  throw new Error(`${session.cloud} ${rule} ${signal}`);
}
export async function removeRule(session: Session, ruleId: string, signal?: AbortSignal): Promise<Removal> {
  throw new Error(`${session.cloud} ${ruleId} ${signal}`);
}
export async function associate(
  session: Session,
  floatingIpId: string,
  portId: string,
  signal?: AbortSignal,
): Promise<Resource> {
  throw new Error(`${session.cloud} ${floatingIpId} ${portId} ${signal}`);
}
/** @returns the member's id */
export async function createMember(
  session: Session,
  poolId: string,
  body: Body,
  signal?: AbortSignal,
): Promise<string> {
  throw new Error(`${session.cloud} ${poolId} ${body} ${signal}`);
}
export async function updatePort(session: Session, id: string, body: Body, signal?: AbortSignal): Promise<Resource> {
  throw new Error(`${session.cloud} ${id} ${body} ${signal}`);
}
