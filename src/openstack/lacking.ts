import type { Kind } from '../model/resource.ts';
import { CloudError } from './cloudError.ts';
import { KIND_ROWS } from './kinds.ts';

/** What the failure of a kind's list says is not there at all; undefined where it says nothing of the kind. */
export function lackingOf(kind: Kind, error: unknown): string | undefined {
  const status = error instanceof CloudError ? error.status : undefined;
  return status === undefined ? undefined : KIND_ROWS[kind].lacking?.[status];
}
