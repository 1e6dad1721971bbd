import { param, type Call, type Reply } from '../core/call.ts';
import { objectStoreFault } from '../core/fault.ts';
import { compare } from '../core/paging.ts';
import { where } from '../core/state.ts';
import type { Container, StoredObject } from './rows.ts';

const META = 'x-container-meta-';
/** The longest page (swift/common/constraints.py, account_listing_limit and container_listing_limit). */
const MOST = 10_000;

/** GET /{account}?format=json: the containers by name (swift/account/utils.py, account_listing_response). */
export function listContainers(call: Call): Reply {
  const rows = where(call.state.containers, (row) => row.projectId === ownAccount(call));
  const items = rows.map((row) => {
    const objects = objectsOf(call, row);
    const bytes = objects.reduce((sum, object) => sum + Buffer.byteLength(object.text), 0);
    return { name: row.name, count: objects.length, bytes, last_modified: row.createdAt };
  });
  return { status: 200, body: page(call, items) };
}

/** PUT /{account}/{container}: 201, or 202 where it stands already. */
export function putContainer(call: Call): Reply {
  const projectId = ownAccount(call);
  const name = param(call, 'container');
  const id = `${projectId}/${name}`;
  const before = call.state.containers.get(id);
  const createdAt = `${call.state.time.stamp()}.000000`;
  const metadata = { ...before?.metadata, ...metadataIn(call) };
  call.state.containers.set(id, { id, projectId, name, metadata, createdAt });
  return { status: before === undefined ? 201 : 202 };
}

/** POST /{account}/{container}: writes metadata. */
export function postContainer(call: Call): Reply {
  const row = ownContainer(call);
  row.metadata = { ...row.metadata, ...metadataIn(call) };
  return { status: 204 };
}

/** GET /{account}/{container}?format=json: its objects by name, its metadata in the headers. */
export function listObjects(call: Call): Reply {
  const row = ownContainer(call);
  const items = objectsOf(call, row).map((object) => ({
    name: object.name,
    bytes: Buffer.byteLength(object.text),
    content_type: 'application/octet-stream',
    hash: '',
    last_modified: object.createdAt,
  }));
  const count = { 'X-Container-Object-Count': String(items.length) };
  return { status: 200, body: page(call, items), headers: { ...count, ...row.metadata } };
}

/** DELETE /{account}/{container}: refused while it holds anything (swift/container/server.py, DELETE). */
export function deleteContainer(call: Call): Reply {
  const row = ownContainer(call);
  if (objectsOf(call, row).length > 0)
    throw objectStoreFault(409, 'Conflict', 'There was a conflict when trying to complete your request.');
  call.state.containers.delete(row.id);
  return { status: 204 };
}

/** The project whose account the path names, which must be the caller's (swift/common/middleware/keystoneauth.py). */
export function ownAccount(call: Call): string {
  if (param(call, 'account') === `AUTH_${call.projectId}`) return call.projectId;
  throw objectStoreFault(403, 'Forbidden', 'Access was denied to this resource.');
}

/** A container of the caller's project. */
export function ownContainer(call: Call): Container {
  const row = call.state.containers.get(`${ownAccount(call)}/${param(call, 'container')}`);
  if (row !== undefined) return row;
  throw objectStoreFault(404, 'Not Found', 'The resource could not be found.');
}

function objectsOf(call: Call, container: Container): readonly StoredObject[] {
  return where(call.state.objects, (object) => object.containerId === container.id);
}

/** `limit` and `marker`: what comes after a name. */
function page<T extends { readonly name: string }>(call: Call, items: readonly T[]): readonly T[] {
  const limit = Number(call.query.get('limit') ?? MOST);
  if (limit > MOST) throw objectStoreFault(412, 'Precondition Failed', `Maximum limit is ${MOST}`);
  const marker = call.query.get('marker') ?? '';
  const sorted = items.filter(({ name }) => name > marker).sort((one, other) => compare(one.name, other.name));
  return sorted.slice(0, limit);
}

function metadataIn(call: Call): Record<string, string> {
  const pairs = Object.entries(call.headers).filter(([name]) => name.startsWith(META));
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}
