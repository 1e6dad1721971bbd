import type { Call } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import type { Server } from './rows.ts';

const CONTROLS = new Set(['limit', 'marker', 'sort_key', 'sort_dir']);
/** What a user may ask for; the schema knows more, which is silently dropped (nova/api/openstack/compute/servers.py). */
const HONOURED = new Set([
  'name',
  'status',
  'image',
  'flavor',
  'tags',
  'tags-any',
  'not-tags',
  'not-tags-any',
  'locked',
]);
const DROPPED = new Set([
  'metadata',
  'all_tenants',
  'project_id',
  'tenant_id',
  'user_id',
  'ip',
  'ip6',
  'changes-since',
  'changes-before',
  'host',
  'node',
  'uuid',
  'reservation_id',
  'deleted',
  'key_name',
  'availability_zone',
  'config_drive',
  'description',
  'vm_state',
  'task_state',
  'power_state',
]);

/**
 * Which servers a query asks for. `name` is a regular expression. A name that Nova does not know is refused from 2.75 on and
 * ignored below: then the whole list comes (nova/api/openstack/compute/schemas/servers.py, query_params_v275).
 */
export function serverFilter(call: Call): (row: Server) => boolean {
  if (call.ignoreFilters) return () => true;
  const names = [...new Set(call.query.keys())].filter((name) => !CONTROLS.has(name));
  const strange = names.find((name) => !HONOURED.has(name) && !DROPPED.has(name));
  if (strange !== undefined && call.microversion >= 75) {
    throw computeFault(400, `'${strange}' does not match any of the regexes: '^_'`);
  }
  const honoured = names.filter((name) => HONOURED.has(name) && (call.microversion >= 26 || !name.includes('tags')));
  return (row) => honoured.every((name) => fits(row, name, call.query.get(name) ?? ''));
}

function fits(row: Server, name: string, wanted: string): boolean {
  const has = (tag: string): boolean => row.tags.includes(tag);
  const tags = wanted.split(',');
  switch (name) {
    case 'name':
      return new RegExp(wanted).test(row.name);
    case 'status':
      return row.status === wanted.toUpperCase();
    case 'image':
      return row.imageId === wanted;
    case 'flavor':
      return row.flavor.id === wanted;
    case 'locked':
      return String(row.locked) === wanted.toLowerCase();
    case 'tags':
      return tags.every(has);
    case 'tags-any':
      return tags.some(has);
    case 'not-tags':
      return !tags.every(has);
    default:
      return !tags.some(has);
  }
}
