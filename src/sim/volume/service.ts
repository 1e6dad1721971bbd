import { param, type Call, type Reply, type Route, type SimService } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import {
  createVolumeAttachment,
  deleteVolumeAttachment,
  listVolumeAttachments,
  showVolumeAttachment,
} from './attachments.ts';
import { createBackup, deleteBackup, listBackups, showBackup } from './backups.ts';
import { VOLUME_TYPE } from './life.ts';
import { listMessages } from './messages.ts';
import { deleteMetadata, writeMetadata } from './metadata.ts';
import { showLimits, showQuotaSet } from './quota.ts';
import {
  createSnapshot,
  deleteSnapshot,
  listSnapshots,
  ownSnapshot,
  showSnapshot,
  updateSnapshot,
} from './snapshots.ts';
import { createVolume, deleteVolume, listVolumes, ownVolume, showVolume, updateVolume } from './volumes.ts';

/** Cinder, with the project in its paths. */
export const volume: SimService = {
  name: 'volume',
  prefix: '/volume',
  versions: { type: 'volume', major: 3, least: 0, most: 70 },
  fault: computeFault,
  routes: [
    { method: 'GET', path: '/', open: true, handle: versions },
    { method: 'GET', path: '/v3', open: true, handle: versions },
    inProject('GET', '/limits', showLimits),
    inProject('GET', '/os-quota-sets/:target', showQuotaSet),
    inProject('GET', '/types', listTypes),
    inProject('GET', '/messages', listMessages),
    inProject('POST', '/volumes', createVolume),
    inProject('GET', '/volumes', listVolumes),
    inProject('GET', '/volumes/detail', listVolumes),
    inProject('GET', '/volumes/:id', showVolume),
    inProject('PUT', '/volumes/:id', updateVolume),
    inProject('DELETE', '/volumes/:id', deleteVolume),
    inProject('POST', '/volumes/:id/metadata', (call) => writeMetadata(call, ownVolume(call))),
    inProject('PUT', '/volumes/:id/metadata', (call) => writeMetadata(call, ownVolume(call))),
    inProject('DELETE', '/volumes/:id/metadata/:key', (call) => deleteMetadata(call, ownVolume(call), 'Volume')),
    inProject('POST', '/snapshots', createSnapshot),
    inProject('GET', '/snapshots', listSnapshots),
    inProject('GET', '/snapshots/detail', listSnapshots),
    inProject('GET', '/snapshots/:id', showSnapshot),
    inProject('PUT', '/snapshots/:id', updateSnapshot),
    inProject('DELETE', '/snapshots/:id', deleteSnapshot),
    inProject('POST', '/snapshots/:id/metadata', (call) => writeMetadata(call, ownSnapshot(call))),
    inProject('DELETE', '/snapshots/:id/metadata/:key', (call) => deleteMetadata(call, ownSnapshot(call), 'Snapshot')),
    inProject('POST', '/backups', createBackup),
    inProject('GET', '/backups', listBackups),
    inProject('GET', '/backups/detail', listBackups),
    inProject('GET', '/backups/:id', showBackup),
    inProject('DELETE', '/backups/:id', deleteBackup),
    inProject('POST', '/attachments', createVolumeAttachment),
    inProject('GET', '/attachments', listVolumeAttachments),
    inProject('GET', '/attachments/detail', listVolumeAttachments),
    inProject('GET', '/attachments/:id', showVolumeAttachment),
    inProject('DELETE', '/attachments/:id', deleteVolumeAttachment),
  ],
};

/** A path below the project's own root; another project's is refused (cinder/api/openstack/wsgi.py, Resource._process_stack). */
function inProject(method: string, path: string, handle: (call: Call) => Reply): Route {
  return {
    method,
    path: `/v3/:project${path}`,
    handle(call) {
      if (param(call, 'project') !== call.projectId) throw computeFault(400, 'Malformed request url');
      return handle(call);
    },
  };
}

function versions(call: Call): Reply {
  const links = [{ rel: 'self', href: `${call.base}/volume/v3/` }];
  const v3 = {
    id: 'v3.0',
    status: 'CURRENT',
    version: '3.70',
    min_version: '3.0',
    updated: '2022-08-31T00:00:00Z',
    links,
  };
  return { status: 300, body: { versions: [v3] } };
}

function listTypes(): Reply {
  const type = {
    id: VOLUME_TYPE,
    name: VOLUME_TYPE,
    is_public: true,
    description: null,
    extra_specs: {},
    qos_specs_id: null,
  };
  return { status: 200, body: { volume_types: [{ ...type, 'os-volume-type-access:is_public': true }] } };
}
