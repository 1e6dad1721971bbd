import type { Call, Reply } from '../core/call.ts';
import { ownAccount } from './containers.ts';

/**
 * POST /{account}?bulk-delete, also with a container in the path, which nobody looks at: one quoted `container/object` a
 * line. The status is 200 whatever happens; what happened stands in the body (swift/common/middleware/bulk.py,
 * handle_delete_iter).
 */
export function bulkDelete(call: Call): Reply {
  const projectId = ownAccount(call);
  const lines = String(call.body ?? '')
    .split('\n')
    .map((line) => decodeURIComponent(line.trim()).replace(/^\/+/, ''))
    .filter((line) => line !== '');
  const most = call.state.objectStore.bulkLimit;
  if (lines.length > most) {
    return answer({ status: '413 Request Entity Too Large', says: `Maximum Bulk Deletes: ${most} per request` });
  }
  const ends = lines.map((line) => ({ line, end: remove(call, `${projectId}/${line}`) }));
  const count = (wanted: string): number => ends.filter(({ end }) => end === wanted).length;
  const errors = ends
    .filter(({ end }) => end !== 'deleted' && end !== 'missing')
    .map(({ line, end }) => [encodeURIComponent(line).replaceAll('%2F', '/'), end]);
  const wrong = errors.some(([, end]) => end?.startsWith('5')) ? '502 Bad Gateway' : '400 Bad Request';
  const status = errors.length > 0 ? wrong : '200 OK';
  return answer({ status, errors, deleted: count('deleted'), missing: count('missing') });
}

/** Deletes an object, or a container without any. */
function remove({ state }: Call, id: string): string {
  const object = state.objects.get(id);
  if (object !== undefined) {
    if (object.refuses !== undefined) return object.refuses;
    state.objects.delete(id);
    return 'deleted';
  }
  if (!state.containers.has(id)) return 'missing';
  if ([...state.objects.values()].some(({ containerId }) => containerId === id)) return '409 Conflict';
  state.containers.delete(id);
  return 'deleted';
}

function answer(said: {
  readonly status: string;
  readonly says?: string;
  readonly errors?: readonly (readonly string[])[];
  readonly deleted?: number;
  readonly missing?: number;
}): Reply {
  const body = {
    'Response Status': said.status,
    'Response Body': said.says ?? '',
    'Number Deleted': said.deleted ?? 0,
    'Number Not Found': said.missing ?? 0,
    Errors: said.errors ?? [],
  };
  return { status: 200, body };
}
