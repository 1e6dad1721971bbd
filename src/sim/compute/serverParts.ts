import { param, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { isObject, metadataAt, numberOr, objectAt, textsAt } from '../core/read.ts';
import { where } from '../core/state.ts';
import type { Server } from './rows.ts';
import { ownServer } from './servers.ts';

/** GET /servers/{id}/metadata */
export function showMetadata(call: Call): Reply {
  return { status: 200, body: { metadata: ownServer(call).metadata } };
}

/** POST (adds) and PUT (replaces) /servers/{id}/metadata */
export function writeMetadata(call: Call): Reply {
  const row = ownServer(call);
  objectAt(call.body, 'metadata');
  const metadata = metadataAt(isObject(call.body) ? call.body : {}, 'metadata');
  row.metadata = call.method === 'PUT' ? metadata : { ...row.metadata, ...metadata };
  return { status: 200, body: { metadata: row.metadata } };
}

/** GET /servers/{id}/tags, from 2.26 on */
export function showServerTags(call: Call): Reply {
  return { status: 200, body: { tags: ownServer(call).tags } };
}

/** PUT /servers/{id}/tags: these and no others */
export function replaceServerTags(call: Call): Reply {
  const row = ownServer(call);
  row.tags = [...new Set(textsAt(isObject(call.body) ? call.body : {}, 'tags'))];
  return { status: 200, body: { tags: row.tags } };
}

/** PUT /servers/{id}/tags/{tag} */
export function addServerTag(call: Call): Reply {
  const row = ownServer(call);
  const tag = param(call, 'tag');
  if (row.tags.includes(tag)) return { status: 204 };
  row.tags = [...row.tags, tag];
  return { status: 201 };
}

/** DELETE /servers/{id}/tags/{tag} */
export function removeServerTag(call: Call): Reply {
  const row = ownServer(call);
  const tag = param(call, 'tag');
  if (!row.tags.includes(tag)) throw computeFault(404, `Server ${row.id} has no tag '${tag}'`);
  row.tags = row.tags.filter((other) => other !== tag);
  return { status: 204 };
}

/** POST /servers/{id}/action: lock and unlock, and the console. */
export function actOnServer(call: Call): Reply {
  const row = ownServer(call);
  const body = isObject(call.body) ? call.body : {};
  if ('os-getConsoleOutput' in body) return showConsole(row, body['os-getConsoleOutput']);
  if ('lock' in body) row.locked = true;
  else if ('unlock' in body) row.locked = false;
  else throw computeFault(400, `There is no such action: ${Object.keys(body).join(', ')}`);
  return { status: 202 };
}

/** Its last lines; one that no host has is refused (nova/api/openstack/compute/console_output.py; compute/api.py, check_instance_host). */
function showConsole({ id, name, status, console }: Server, asked: unknown): Reply {
  if (status !== 'ACTIVE') throw computeFault(409, `Instance ${id} is not ready`);
  const length = isObject(asked) ? numberOr(asked, 'length', Infinity) : Infinity;
  const lines = (console ?? `[    0.000000] Linux version 6.1.0\n${name} login: `).split('\n');
  return { status: 200, body: { output: lines.slice(-length).join('\n') } };
}

/** GET /servers/{id}/os-interface: its ports. */
export function listInterfaces(call: Call): Reply {
  const row = ownServer(call);
  const ports = where(call.state.ports, (port) => port.deviceId === row.id);
  const interfaceAttachments = ports.map((port) => ({
    port_id: port.id,
    net_id: port.networkId,
    mac_addr: port.mac,
    port_state: port.status,
    fixed_ips: port.fixedIps.map(({ subnetId, address }) => ({ subnet_id: subnetId, ip_address: address })),
  }));
  return { status: 200, body: { interfaceAttachments } };
}
