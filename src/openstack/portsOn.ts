import type { Resource } from '../model/resource.ts';
import { KIND_ROWS } from './kinds.ts';
import { checked } from './list.ts';
import { pages } from './pages.ts';
import type { Session } from './session.ts';

/**
 * The ports of one network of the project. Asks with a filter, since a book of leases is looked at often; believes only
 * what the answer says of each port.
 * @throws CloudError as `list` does
 */
export async function portsOn(session: Session, networkId: string, signal?: AbortSignal): Promise<readonly Resource[]> {
  const row = KIND_ROWS.port;
  const listing = { ...row, path: row.list(session), query: { ...row.query, network_id: networkId } };
  const found: Resource[] = [];
  for await (const item of pages(session, listing, signal)) found.push(checked(listing, () => row.parse(item)));
  return found.filter((port) => port.links.some((link) => link.rel === 'network' && link.id === networkId));
}
