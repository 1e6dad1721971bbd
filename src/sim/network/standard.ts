import type { Call } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { textOr, textsAt } from '../core/read.ts';
import type { State } from '../core/state.ts';
import type { Standard } from './rows.ts';

/**
 * A new object's standard attributes (neutron/db/standard_attr.py). The revision it starts with differs by kind, since what
 * is made along with it counts too (seen on Zed: 0 for subnets, floating IPs and rules, 1 for the others).
 */
export function standard(
  state: State,
  projectId: string,
  from: { name?: string; description?: string },
  revision: number,
): Standard {
  const now = `${state.time.stamp()}Z`;
  return {
    id: state.random.uuid(),
    projectId,
    name: from.name ?? '',
    description: from.description ?? '',
    tags: [],
    createdAt: now,
    updatedAt: now,
    revision,
    history: [],
  };
}

/** Name and description out of a body. */
export function naming(body: Record<string, unknown>): { name: string; description: string } {
  return { name: textOr(body, 'name', ''), description: textOr(body, 'description', '') };
}

/** A change: later `updated_at`, next revision (neutron/services/revisions/revision_plugin.py). */
export function touch(state: State, row: Standard, by = 1): void {
  row.history = [...row.history.slice(-15), { revision: row.revision, until: state.answered.count }];
  row.revision += by;
  row.updatedAt = `${state.time.stamp()}Z`;
}

/** Takes over what a body names of the attributes that all kinds share; true when it named any. */
export function rename(row: Standard, body: Record<string, unknown>): boolean {
  if ('name' in body) row.name = textOr(body, 'name', '');
  if ('description' in body) row.description = textOr(body, 'description', '');
  return 'name' in body || 'description' in body;
}

/**
 * `If-Match: revision_number=N` (neutron/services/revisions/revision_plugin.py). The check is made before the write and not
 * with it: of writers that arrive together several get through (2 to 8 of 8 on real services), so a number still counts
 * for a request that began to come in while it was true.
 */
export function mayWrite(call: Call, row: Standard): void {
  const header = call.headers['if-match'];
  if (typeof header !== 'string') return;
  const wanted = Number(/^revision_number=(\d+)$/.exec(header)?.[1]);
  if (Number.isNaN(wanted)) throw networkFault(400, 'HTTPBadRequest', 'Bad format for If-Match');
  const was = row.history.some(({ revision, until }) => revision === wanted && call.arrivedAfter <= until);
  if (wanted === row.revision || was) return;
  const says = `Constrained to ${wanted}, but current revision is ${row.revision}`;
  throw networkFault(412, 'RevisionNumberConstraintFailed', says);
}

/**
 * Refuses attributes that the kind does not have (neutron/api/v2/base.py, prepare_request_body) and texts that are too long
 * (neutron-lib, neutron_lib/db/constants.py: 255 characters for each of these).
 */
export function onlyKnown(body: Record<string, unknown>, known: readonly string[]): void {
  const common = ['name', 'description', 'project_id', 'tenant_id'];
  const strange = Object.keys(body).filter((key) => !known.includes(key) && !common.includes(key));
  if (strange.length > 0)
    throw networkFault(400, 'HTTPBadRequest', `Unrecognized attribute(s) '${strange.join(', ')}'`);
  for (const key of ['name', 'description', 'device_id', 'device_owner']) {
    const text = textOr(body, key, '');
    if ([...text].length <= LONGEST) continue;
    const reason = `'${text}' exceeds maximum length of ${LONGEST}.`;
    throw networkFault(400, 'HTTPBadRequest', `Invalid input for ${key}. Reason: ${reason}`);
  }
}

const LONGEST = 255;

/** Names of tags in a body, without repetitions. */
export function tagsIn(body: Record<string, unknown>): string[] {
  return [...new Set(textsAt(body, 'tags'))];
}

/** What a refusal by quota says (neutron_lib/exceptions, OverQuota). */
export function overQuota(resource: string): Error {
  return networkFault(409, 'OverQuota', `Quota exceeded for resources: ['${resource}'].`);
}
