import { z } from 'zod';
import type { Kind } from '../model/resource.ts';
import { call, send } from './calls.ts';
import { KIND_ROWS } from './kinds.ts';
import { removing, type Removal } from './remove.ts';
import type { Session } from './session.ts';

/** Kinds of Cinder's whose metadata can be changed key by key; of a backup only all at once. */
type Marked = Extract<Kind, 'volume' | 'snapshot'>;

const Metadata = z.object({ metadata: z.record(z.string(), z.string()) });

/**
 * Adds these metadata to a volume or snapshot, over values that stand there; all other keys stay (cinder/api/v3/volume_metadata.py
 * and snapshot_metadata.py, create). The same however often it is sent, so it is sent again as a PUT is.
 * @param pairs keys and values of at most 255 characters; keys of letters, digits, `-`, `_`, `:`, `.`, `/` and spaces
 * @returns all its metadata afterwards
 * @throws CloudError; status 404 when it is gone, 400 while a volume is in maintenance or being uploaded
 */
export function setMetadata(
  session: Session,
  kind: Marked,
  id: string,
  pairs: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const path = `${KIND_ROWS[kind].item(session, id)}/metadata`;
  const post = call('volume', 'POST', path, { metadata: pairs }, signal);
  return send(session, { ...post, repeatable: true }, (body) => Metadata.parse(body).metadata);
}

/**
 * Takes one key out of the metadata of a volume or snapshot. `gone` where it has no such key, or is gone itself: Cinder answers
 * 404 to both. Never throws for what Cinder answers.
 */
export function removeMetadata(
  session: Session,
  kind: Marked,
  id: string,
  key: string,
  signal?: AbortSignal,
): Promise<Removal> {
  const path = `${KIND_ROWS[kind].item(session, id)}/metadata/${encodeURIComponent(key)}`;
  return removing(session, call('volume', 'DELETE', path, undefined, signal));
}
