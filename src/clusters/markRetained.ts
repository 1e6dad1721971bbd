import { retainMarks } from '../creators/retainMarks.ts';
import { setMetadata } from '../openstack/metadata.ts';
import type { Session } from '../openstack/session.ts';
import type { Sighting } from './sightings.ts';

/**
 * Writes on a volume or snapshot that it is to be retained: nobody could recognise that there, and whoever cleans up after
 * this run may not have its journal.
 */
export async function markRetained(
  session: Session,
  { kind, id, claim }: Sighting,
  signal: AbortSignal,
): Promise<void> {
  if (kind === 'volume' || kind === 'snapshot') await setMetadata(session, kind, id, retainMarks(claim), signal);
}
