import { says } from '../model/error.ts';
import { KINDS, type Gap, type Inventory, type Resource } from '../model/resource.ts';
import { unseenServices } from './catalogue.ts';
import { KIND_ROWS } from './kinds.ts';
import { list } from './list.ts';
import type { Session } from './session.ts';

/**
 * Everything the project holds, all kinds listed at once. A list that failed or was cut is a gap with its reason. Without
 * Octavia in the catalogue its kinds are no gaps, but named as not looked at, like every service without a row.
 * @throws the signal's reason when that ended it, and nothing else
 */
export async function inventory(session: Session, signal?: AbortSignal): Promise<Inventory> {
  const at = session.now().toISOString();
  const balancers = session.has('loadBalancer');
  const kinds = KINDS.filter((kind) => balancers || KIND_ROWS[kind].service !== 'loadBalancer');
  const resources: Resource[] = [];
  const gaps: Gap[] = [];
  await Promise.all(
    kinds.map(async (kind) => {
      try {
        resources.push(...(await list(session, kind, signal === undefined ? {} : { signal })));
      } catch (error) {
        gaps.push({ kind, why: says(error) });
      }
    }),
  );
  signal?.throwIfAborted();
  const absent = balancers ? [] : ['load-balancer (not in the catalogue)'];
  return {
    at,
    projectId: session.projectId,
    resources,
    gaps,
    notLookedAt: [...unseenServices(session.services), ...absent],
  };
}
