import type { Kind, Ref, Resource } from '../model/resource.ts';
import { CREDENTIALS } from './order.ts';
import { remedy } from './stuck/table.ts';

/** What a backend that gives up in silence leaves unsaid; '' where nothing is known. Pure. */
export function silenceText({ kind, id, links }: Pick<Resource, 'kind' | 'id' | 'links'>): string {
  if (kind === 'volume') return `: ${remedy('volumeBusy', id, id)}`;
  const volume = links.find((link) => link.rel === 'volume')?.id;
  return kind === 'snapshot' && volume !== undefined ? `: ${remedy('snapshotBusy', id, id, { volume })}` : '';
}

/** Kinds of Octavia, whose policy asks for a role of its own (octavia/policies/base.py). */
const BALANCING: readonly Kind[] = ['loadBalancer', 'listener', 'pool', 'healthMonitor'];

/**
 * What somebody has to do where a service does not let us delete something (403); '' where it only no longer knows us (401).
 * Keystone guards credentials by another rule than roles. Pure.
 */
export function forbiddenText(
  { kind, id }: Ref,
  status: number | undefined,
  { userId: user, projectId: project }: { readonly userId: string; readonly projectId: string },
): string {
  if (status !== 403 || CREDENTIALS.includes(kind)) return '';
  const role = BALANCING.includes(kind) ? 'load-balancer_member' : 'member';
  return `: ${remedy('notPermitted', id, id, { user, project, role })}`;
}

/**
 * What an error of a service leaves unsaid; '' where nothing is known. Pure.
 * @param credential the application credential in use
 */
export function errorText({ kind, id }: Ref, status: number | undefined, credential: string | undefined): string {
  return kind === 'volumeAttachment' && status === 500 && credential !== undefined
    ? `: ${remedy('attachmentByCredential', id, id)}`
    : '';
}
