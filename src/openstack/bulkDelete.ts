import { z } from 'zod';

/** What became of a bulk deletion. */
export type BulkAnswer =
  /** `done`: how many are gone by it; `before`: how many were gone already; `failed`: the others, each with its status. */
  | { readonly is: 'answered'; readonly done: number; readonly before: number; readonly failed: readonly string[] }
  /** More names than the cloud takes in one request. */
  | { readonly is: 'too-many' }
  /** The cloud has no bulk deletion. */
  | { readonly is: 'absent' };

/** Swift's middleware (swift/common/middleware/bulk.py, handle_delete_iter); Ceph's gateway answers in the same words. */
const Body = z.object({
  'Number Deleted': z.number().default(0),
  'Number Not Found': z.number().default(0),
  'Response Status': z.string().default(''),
  'Response Body': z.string().default(''),
  Errors: z.array(z.tuple([z.string(), z.string()]).rest(z.unknown())).default([]),
});

/**
 * Reads the answer to a bulk deletion. Its HTTP status is 200 whatever happened, so that only the body tells. Where the
 * middleware is missing, the same request changes the container's metadata by none, and the answer has no body
 * (swift/proxy/controllers/container.py, POST). Pure.
 */
export function readBulkAnswer(body: unknown): BulkAnswer {
  const read = Body.safeParse(body);
  if (body === undefined || !read.success) return { is: 'absent' };
  const { Errors: errors, 'Response Status': status, 'Response Body': says } = read.data;
  if (status.startsWith('413')) return { is: 'too-many' };
  const { 'Number Deleted': done, 'Number Not Found': before } = read.data;
  const failed = errors.map(([name, why]) => `${unquoted(name)}: ${why}`);
  const whole = status.startsWith('2') || failed.length > 0 ? [] : [`${status} ${says}`.trim()];
  return { is: 'answered', done, before, failed: [...failed, ...whole] };
}

/** The body of a bulk deletion of objects: one `container/object` a line, both quoted. Pure. */
export function bulkBody(container: string, objects: readonly string[]): string {
  return objects.map((object) => objectPath(container, object).slice(1)).join('\n');
}

/** Path of one object; the slashes in its name stay, since some proxies refuse quoted ones. Pure. */
export function objectPath(container: string, object: string): string {
  return `/${encodeURIComponent(container)}/${object.split('/').map(encodeURIComponent).join('/')}`;
}

function unquoted(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
