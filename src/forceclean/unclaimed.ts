import type { Attribution } from '../model/evidence.ts';
import { linked, type Resource } from '../model/resource.ts';

/** Something scarce that hangs on nothing and that no text ascribes to anybody. */
export interface Unclaimed {
  readonly resource: Resource;
  /** What is known of it, in a sentence. */
  readonly says: string;
}

/** Whose veto names somebody: then it is claimed, by another project or another cluster. */
const CLAIMED: readonly string[] = [
  'other-project',
  'names-another-cluster',
  'names-neighbour',
  'ledger',
  'neighbour-ledger',
];

/**
 * Floating IPs without a port and volumes without an attachment that nobody claims. A list for people and nothing else:
 * whether they are somebody's treasure or somebody's rubbish cannot be seen, so no command removes them by this. Pure.
 */
export function unclaimed(attributions: readonly Attribution[]): readonly Unclaimed[] {
  return attributions
    .filter(({ resource, verdict }) => verdict !== 'ours' && isLoose(resource))
    .filter(({ evidence }) => !evidence.some((one) => one.side === 'against' && CLAIMED.includes(one.source)))
    .map(({ resource, evidence: [best] }) => ({
      resource,
      says: best === undefined ? 'nothing on it names a cluster' : best.says,
    }));
}

function isLoose(resource: Resource): boolean {
  if (resource.kind === 'floatingIp') return linked(resource, 'port').length === 0;
  return resource.kind === 'volume' && linked(resource, 'attachment').length === 0;
}
