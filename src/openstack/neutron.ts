import { z } from 'zod';
import type { Kind } from '../model/resource.ts';
import type { KindRow } from './kindRow.ts';
import { resourceOf, tags, text, type Common } from './reading.ts';

/** Neutron: what all its resources share (neutron-lib, api/definitions; the standard-attr-* extensions may be absent). */
export const Standard = z.object({
  id: z.string(),
  name: text,
  project_id: z.string(),
  description: text,
  created_at: text,
  updated_at: text,
  revision_number: z.number().optional(),
  tags,
});

/** A row of Neutron: all are listed, paged and named alike. @param one what wraps one, in bodies */
export function neutronRow(kind: Kind, path: string, one: string, read: (item: unknown) => Common): KindRow {
  return {
    service: 'network',
    list: () => `/${path}`,
    many: path.replace('-', '_'),
    one,
    paging: 'links',
    query: { sort_key: 'id', sort_dir: 'asc' },
    item: (_scope, id) => `/${path}/${id}`,
    parse: (item) => resourceOf(kind, read(item)),
  };
}

/** The shared fields in our words. */
export function standard(item: z.infer<typeof Standard>): Common {
  return {
    id: item.id,
    name: item.name,
    projectId: item.project_id,
    description: item.description,
    createdAt: item.created_at,
    updatedAt: item.updated_at,
    revision: item.revision_number,
    tags: item.tags,
  };
}
