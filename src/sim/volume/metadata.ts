import { param, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { BadBody, isObject, metadataAt } from '../core/read.ts';

interface Marked {
  readonly id: string;
  metadata: Record<string, string>;
}

/** Keys and values that Cinder takes (cinder/api/validation/parameter_types.py, extra_specs). */
const KEY = /^[a-zA-Z0-9-_:. /]{1,255}$/;
const LONGEST = 255;

/**
 * POST and PUT /{volumes,snapshots}/{id}/metadata: one adds, the other replaces (cinder/api/v3/volume_metadata.py and
 * snapshot_metadata.py, create and update_all).
 */
export function writeMetadata(call: Call, row: Marked): Reply {
  const metadata = metadataAt(isObject(call.body) ? call.body : {}, 'metadata');
  const bad = Object.entries(metadata).find(([key, value]) => !KEY.test(key) || value.length > LONGEST);
  if (bad !== undefined) throw new BadBody(`Invalid input for field/attribute metadata. '${bad[0]}' is too long`);
  row.metadata = call.method === 'PUT' ? metadata : { ...row.metadata, ...metadata };
  return { status: 200, body: { metadata: row.metadata } };
}

/**
 * DELETE /{volumes,snapshots}/{id}/metadata/{key}: 404 also where only the key is missing (cinder/api/v2/volume_metadata.py
 * and v3/snapshot_metadata.py, delete; cinder/exception.py, VolumeMetadataNotFound).
 */
export function deleteMetadata(call: Call, row: Marked, what: 'Volume' | 'Snapshot'): Reply {
  const key = param(call, 'key');
  if (row.metadata[key] === undefined) throw computeFault(404, `${what} ${row.id} has no metadata with key ${key}.`);
  const { [key]: _, ...rest } = row.metadata;
  row.metadata = rest;
  return { status: 200 };
}
