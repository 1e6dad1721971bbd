import type { Resource } from '../model/resource.ts';
import type { Index } from './index.ts';

/** A server that is being made or taken down may still come back to a volume that it has reserved. Milliseconds. */
const GRACE_MS = 15 * 60 * 1000;

const ON_ITS_WAY: readonly string[] = ['reserved', 'attaching'];

/**
 * The cloud's time (ISO 8601) before which an attachment without a server must not be ended; undefined when it may go at
 * once. Cinder tells no age of an attachment, so its volume's counts. Pure.
 */
export function graceOf(resource: Resource, index: Index): string | undefined {
  if (resource.kind !== 'volumeAttachment') return undefined;
  const [volume] = index.linkedTo(resource, 'volume').filter((one) => ON_ITS_WAY.includes(one.status));
  if (volume === undefined) return undefined;
  const at = Date.parse(index.inventory.at);
  const since = Date.parse(volume.updatedAt ?? volume.createdAt ?? '');
  const end = (Number.isNaN(since) ? at : since) + GRACE_MS;
  return end > at ? new Date(end).toISOString() : undefined;
}
