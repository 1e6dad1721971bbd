import type { Ref } from '../model/resource.ts';
import { remedy } from './stuck/table.ts';

/** What a backend that gives up in silence leaves unsaid; '' where nothing is known. Pure. */
export function silenceText({ kind, id }: Ref): string {
  return kind === 'volume' ? `: ${remedy('volumeBusy', id, id)}` : '';
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
