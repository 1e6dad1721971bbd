import type { Call, Reply, SimService } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { createAttachment, deleteAttachment, listAttachments, showAttachment } from './attachments.ts';
import { listFlavors, showFlavor } from './flavors.ts';
import { createKeypair, deleteKeypair, listKeypairs, showKeypair } from './keypairs.ts';
import { showLimits, showQuotaDetail, showQuotaSet } from './quota.ts';
import { createServerGroup, deleteServerGroup, listServerGroups, showServerGroup } from './serverGroups.ts';
import {
  actOnServer,
  addServerTag,
  listInterfaces,
  removeServerTag,
  replaceServerTags,
  showMetadata,
  showServerTags,
  writeMetadata,
} from './serverParts.ts';
import { createServer, deleteServer, listServers, showServer, updateServer } from './servers.ts';

/** Nova. */
export const compute: SimService = {
  name: 'compute',
  prefix: '/compute',
  versions: { type: 'compute', major: 2, least: 1, most: 93 },
  fault: computeFault,
  routes: [
    { method: 'GET', path: '/', open: true, handle: versions },
    { method: 'GET', path: '/v2.1', handle: version },
    { method: 'GET', path: '/v2.1/limits', handle: showLimits },
    { method: 'GET', path: '/v2.1/os-quota-sets/:project', handle: showQuotaSet },
    { method: 'GET', path: '/v2.1/os-quota-sets/:project/detail', handle: showQuotaDetail },
    { method: 'GET', path: '/v2.1/flavors', handle: listFlavors },
    { method: 'GET', path: '/v2.1/flavors/detail', handle: listFlavors },
    { method: 'GET', path: '/v2.1/flavors/:id', handle: showFlavor },
    { method: 'POST', path: '/v2.1/os-keypairs', handle: createKeypair },
    { method: 'GET', path: '/v2.1/os-keypairs', handle: listKeypairs },
    { method: 'GET', path: '/v2.1/os-keypairs/:name', handle: showKeypair },
    { method: 'DELETE', path: '/v2.1/os-keypairs/:name', handle: deleteKeypair },
    { method: 'POST', path: '/v2.1/os-server-groups', handle: createServerGroup },
    { method: 'GET', path: '/v2.1/os-server-groups', handle: listServerGroups },
    { method: 'GET', path: '/v2.1/os-server-groups/:id', handle: showServerGroup },
    { method: 'DELETE', path: '/v2.1/os-server-groups/:id', handle: deleteServerGroup },
    { method: 'POST', path: '/v2.1/servers', handle: createServer },
    { method: 'GET', path: '/v2.1/servers', handle: listServers },
    { method: 'GET', path: '/v2.1/servers/detail', handle: listServers },
    { method: 'GET', path: '/v2.1/servers/:id', handle: showServer },
    { method: 'PUT', path: '/v2.1/servers/:id', handle: updateServer },
    { method: 'DELETE', path: '/v2.1/servers/:id', handle: deleteServer },
    { method: 'POST', path: '/v2.1/servers/:id/action', handle: actOnServer },
    { method: 'GET', path: '/v2.1/servers/:id/metadata', handle: showMetadata },
    { method: 'POST', path: '/v2.1/servers/:id/metadata', handle: writeMetadata },
    { method: 'PUT', path: '/v2.1/servers/:id/metadata', handle: writeMetadata },
    { method: 'GET', path: '/v2.1/servers/:id/tags', handle: showServerTags },
    { method: 'PUT', path: '/v2.1/servers/:id/tags', handle: replaceServerTags },
    { method: 'PUT', path: '/v2.1/servers/:id/tags/:tag', handle: addServerTag },
    { method: 'DELETE', path: '/v2.1/servers/:id/tags/:tag', handle: removeServerTag },
    { method: 'GET', path: '/v2.1/servers/:id/os-interface', handle: listInterfaces },
    { method: 'GET', path: '/v2.1/servers/:id/os-volume_attachments', handle: listAttachments },
    { method: 'POST', path: '/v2.1/servers/:id/os-volume_attachments', handle: createAttachment },
    { method: 'GET', path: '/v2.1/servers/:id/os-volume_attachments/:volume', handle: showAttachment },
    { method: 'DELETE', path: '/v2.1/servers/:id/os-volume_attachments/:volume', handle: deleteAttachment },
  ],
};

function v21(call: Call): Record<string, unknown> {
  const links = [{ rel: 'self', href: `${call.base}/compute/v2.1/` }];
  return { id: 'v2.1', status: 'CURRENT', version: '2.93', min_version: '2.1', updated: '2013-07-23T11:33:21Z', links };
}

function versions(call: Call): Reply {
  return { status: 200, body: { versions: [v21(call)] } };
}

function version(call: Call): Reply {
  return { status: 200, body: { version: v21(call) } };
}
