import { z } from 'zod';
import type { Kind } from '../model/resource.ts';
import type { KindRow } from './kindRow.ts';
import { resourceOf, text } from './reading.ts';

/**
 * Swift's list of an account (swift/account/utils.py, account_listing_response); Ceph's gateway answers the same. The time
 * is that of the container's last PUT, so the container is at least as old.
 */
const Container = z.object({
  name: z.string(),
  count: z.number(),
  bytes: z.number(),
  last_modified: text,
});

/**
 * A container's id is its name. No item names a project: the account in the address is the project's own. The list tells no
 * metadata; removeContainer.ts reads that of containers which are to go.
 */
export const OBJECT_ROWS = {
  container: {
    service: 'objectStore',
    list: () => '',
    many: undefined,
    one: undefined,
    paging: 'marker',
    query: { format: 'json' },
    item: (_scope, id) => `/${encodeURIComponent(id)}`,
    lacking: {
      403: 'container (this credential has no role in the object store)',
      404: 'container (the project has no account in the object store)',
    },
    parse: (item) => {
      const container = Container.parse(item);
      return resourceOf('container', {
        id: container.name,
        name: container.name,
        projectId: undefined,
        createdAt: container.last_modified,
        facts: { objects: container.count, bytes: container.bytes },
      });
    },
  },
} satisfies Partial<Record<Kind, KindRow>>;
