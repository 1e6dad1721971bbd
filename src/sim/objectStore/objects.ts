import { param, type Call, type Reply } from '../core/call.ts';
import { Fault, objectStoreFault } from '../core/fault.ts';
import { ownContainer } from './containers.ts';
import type { StoredObject } from './rows.ts';

/** PUT /{account}/{container}/{object} */
export function putObject(call: Call): Reply {
  const container = ownContainer(call);
  const name = param(call, 'object');
  const id = `${container.id}/${name}`;
  const createdAt = `${call.state.time.stamp()}.000000`;
  call.state.objects.set(id, { id, containerId: container.id, name, text: String(call.body ?? ''), createdAt });
  return { status: 201 };
}

/** GET /{account}/{container}/{object} */
export function getObject(call: Call): Reply {
  return { status: 200, body: find(call).text, headers: { 'Content-Type': 'application/octet-stream' } };
}

/** DELETE /{account}/{container}/{object} */
export function deleteObject(call: Call): Reply {
  const row = find(call);
  if (row.refuses !== undefined) throw new Fault(Number.parseInt(row.refuses), row.refuses, row.refuses);
  call.state.objects.delete(row.id);
  return { status: 204 };
}

function find(call: Call): StoredObject {
  const row = call.state.objects.get(`${ownContainer(call).id}/${param(call, 'object')}`);
  if (row !== undefined) return row;
  throw objectStoreFault(404, 'Not Found', 'The resource could not be found.');
}
