import { param, userOf, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { cutPage, newestFirst, pageHref } from '../core/paging.ts';
import { metadataAt, objectAt, objectsAt, text, textOr, textsAt } from '../core/read.ts';
import { where } from '../core/state.ts';
import { groupWanted, interfacesWanted, keyWanted, volumesWanted } from './boot.ts';
import { startBuild, startDelete } from './build.ts';
import { mayHaveServer } from './quota.ts';
import type { Flavor, Server } from './rows.ts';
import { serverFilter } from './serverFilter.ts';
import { portsByDevice, serverBrief, serverLinks, serverView } from './serverView.ts';

/** POST /servers: accepted, built afterwards. */
export function createServer(call: Call): Reply {
  const { state } = call;
  const body = objectAt(call.body, 'server');
  const flavor = flavorWanted(call, body);
  const volumes = volumesWanted(call, body);
  const imageId = textOr(body, 'imageRef', '');
  if (imageId !== '' && !state.images.has(imageId)) throw computeFault(400, `Can not find requested image`);
  if (imageId === '' && volumes.length === 0) {
    throw computeFault(
      400,
      'Block Device Mapping is Invalid: Boot sequence for the instance and image/block device mapping combination is not valid.',
    );
  }
  // A flavor without a disk boots an image only for operators (nova/policies/servers.py, create:zero_disk_flavor).
  if (imageId !== '' && volumes.length === 0 && flavor.disk === 0) {
    throw computeFault(403, 'Only volume-backed servers are allowed for flavors with zero disk.');
  }
  const interfaces = interfacesWanted(call, body);
  const keyName = keyWanted(call, body);
  const groupId = groupWanted(call);
  mayHaveServer(call, flavor, interfaces);
  const names = objectsAt(body, 'security_groups').map((item) => text(item, 'name'));
  const now = `${state.time.stamp()}Z`;
  const server: Server = {
    id: state.random.uuid(),
    projectId: call.projectId,
    userId: userOf(call),
    name: text(body, 'name'),
    // Below 2.19 Nova writes the name into the description (nova/api/openstack/compute/servers.py, create).
    description: call.microversion < 19 ? text(body, 'name') : textOr(body, 'description', null),
    status: 'BUILD',
    vmState: 'building',
    taskState: 'scheduling',
    flavor,
    imageId: volumes.length > 0 ? '' : imageId,
    keyName,
    metadata: metadataAt(body, 'metadata'),
    tags: call.microversion >= 52 ? textsAt(body, 'tags') : [],
    locked: false,
    groupId,
    securityGroups: names.length > 0 ? names : ['default'],
    createdAt: now,
    updatedAt: now,
    launchedAt: null,
    ownPorts: new Set(),
    volumes: [],
  };
  state.servers.set(server.id, server);
  if (groupId !== undefined) state.serverGroups.get(groupId)?.members.push(server.id);
  startBuild(call, { server, interfaces, volumes, fails: call.ending === 'error' });
  const { id } = server;
  const securityGroups = server.securityGroups.map((name) => ({ name }));
  const shown = {
    id,
    links: serverLinks(call, id),
    'OS-DCF:diskConfig': 'MANUAL',
    security_groups: securityGroups,
    adminPass: state.random.hex(12),
  };
  return { status: 202, body: { server: shown }, headers: { Location: `${call.base}/compute/v2.1/servers/${id}` } };
}

/** GET /servers and GET /servers/detail: newest first, a thousand a page (nova/conf/api.py, max_limit). */
export function listServers(call: Call): Reply {
  const holds = serverFilter(call);
  const own = where(call.state.servers, (row) => row.projectId === call.projectId && holds(row));
  const page = cutPage(call, newestFirst(own), 1000, {
    limit: () => computeFault(400, 'Invalid input for query parameters limit.'),
    marker: (marker) => computeFault(400, `marker [${marker}] not found`),
  });
  const ports = portsByDevice(call);
  const brief = !call.path.endsWith('/detail');
  const servers = page.rows.map((row) => (brief ? serverBrief(call, row) : serverView(call, row, ports)));
  const next =
    page.next === undefined ? {} : { servers_links: [{ rel: 'next', href: pageHref(call, { marker: page.next }) }] };
  return { status: 200, body: { servers, ...next } };
}

/** GET /servers/{id} */
export function showServer(call: Call): Reply {
  const row = ownServer(call);
  const groups = call.microversion >= 71 ? { server_groups: row.groupId === undefined ? [] : [row.groupId] } : {};
  return { status: 200, body: { server: { ...serverView(call, row, portsByDevice(call)), ...groups } } };
}

/** PUT /servers/{id}: name and description. */
export function updateServer(call: Call): Reply {
  const row = ownServer(call);
  const body = objectAt(call.body, 'server');
  row.name = textOr(body, 'name', row.name);
  if ('description' in body) row.description = textOr(body, 'description', null);
  row.updatedAt = `${call.state.time.stamp()}Z`;
  return { status: 200, body: { server: serverView(call, row, portsByDevice(call)) } };
}

/** DELETE /servers/{id}: 204, gone later. */
export function deleteServer(call: Call): Reply {
  const row = ownServer(call);
  if (row.locked) throw computeFault(409, `Instance ${row.id} is locked`);
  if (row.taskState !== 'deleting') startDelete(call, row);
  return { status: 204 };
}

/** A server of the caller's project. */
export function ownServer(call: Call): Server {
  const id = param(call, 'id');
  const row = call.state.servers.get(id);
  if (row?.projectId === call.projectId) return row;
  throw computeFault(404, `Instance ${id} could not be found.`);
}

function flavorWanted(call: Call, body: Record<string, unknown>): Flavor {
  const ref = String(body['flavorRef']);
  const flavor = call.state.flavors.get(ref.slice(ref.lastIndexOf('/') + 1));
  if (flavor === undefined)
    throw computeFault(400, `Flavor's disk is too small for requested image or flavor ${ref} could not be found.`);
  return flavor;
}
