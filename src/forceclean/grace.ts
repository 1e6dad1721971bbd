import type { Resource } from '../model/resource.ts';
import type { Index } from './index.ts';
import { isOrphan } from './rules/attachmentOfVolume.ts';
import { awaitsBalancer } from './rules/portOfLoadBalancer.ts';

/** A server that is being made or taken down may still come back to a volume that it has reserved. Milliseconds. */
const SERVER_MS = 15 * 60 * 1000;
/**
 * Octavia makes a VIP port first, and shows its load balancer when the request is done (octavia/api/v2/controllers/load_balancer.py,
 * post: one transaction). On busy services seconds pass between the two (seen).
 */
const BALANCER_MS = 60 * 1000;

const ON_ITS_WAY: readonly string[] = ['reserved', 'attaching'];

/**
 * The cloud's time (ISO 8601) before which something must not be deleted though nobody seems to need it; undefined when
 * it may go at once. An attachment without a server, of which Cinder tells no age, so that its volume's counts; and a VIP port
 * without a load balancer. Pure.
 */
export function graceOf(resource: Resource, index: Index): string | undefined {
  if (resource.kind === 'port' && awaitsBalancer(resource, index))
    return untilAfter(resource.createdAt, BALANCER_MS, index);
  // Where its server stands, that one goes first, and comes back to nothing.
  if (resource.kind !== 'volumeAttachment' || !isOrphan(resource, index)) return undefined;
  const [volume] = index.linkedTo(resource, 'volume').filter((one) => ON_ITS_WAY.includes(one.status));
  return volume === undefined ? undefined : untilAfter(volume.updatedAt ?? volume.createdAt, SERVER_MS, index);
}

function untilAfter(time: string | undefined, ms: number, index: Index): string | undefined {
  const at = Date.parse(index.inventory.at);
  const since = Date.parse(time ?? '');
  const end = (Number.isNaN(since) ? at : since) + ms;
  return end > at ? new Date(end).toISOString() : undefined;
}
