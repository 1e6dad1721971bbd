import type { Step } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import { fingerprint } from './fingerprint.ts';
import { called } from './index.ts';

/** What a fresh look at a step's target says. */
export type Seen =
  | { readonly is: 'gone' }
  /** Not what the plan saw: skipped, and planned anew. */
  | { readonly is: 'changed'; readonly says: string }
  /** Its service is removing it already. */
  | { readonly is: 'going'; readonly says: string }
  /** Its service would refuse now; waiting helps. */
  | { readonly is: 'unready'; readonly says: string }
  /** Waiting does not help. */
  | { readonly is: 'stuck'; readonly says: string }
  | { readonly is: 'ready'; readonly resource: Resource };

/** States in which Cinder answers 400 to a deletion and which end by themselves (cinder volume/api.py). */
const PASSING: readonly string[] = [
  'in-use',
  'creating',
  'downloading',
  'uploading',
  'extending',
  'retyping',
  'backing-up',
  'restoring-backup',
  'migrating',
  'attaching',
  'detaching',
  'reserved',
];
/** States that only an administrator ends. */
const STUCK: readonly string[] = ['error_deleting', 'error_managing', 'awaiting-transfer', 'maintenance', 'managing'];

/**
 * Compares a step with a listing of its kind begun after its predecessors were gone. Pure.
 * @param ours keys of all targets of the plan
 */
export function see(step: Step, listing: ReadonlyMap<string, Resource>, ours: ReadonlySet<string>): Seen {
  const resource = listing.get(step.target.id);
  if (resource === undefined) return { is: 'gone' };
  if (fingerprint(resource, ours) !== step.fingerprint) {
    return { is: 'changed', says: `${called(resource)} has changed since the plan was made` };
  }
  if (resource.kind === 'securityGroup') {
    const namer = [...listing.values()].find(
      (other) => namesGroup(other, resource) && !ours.has(`securityGroup/${other.id}`),
    );
    if (namer !== undefined)
      return { is: 'changed', says: `a rule of ${called(namer)} names it since the plan was made` };
  }
  return stateOf(resource);
}

function namesGroup(other: Resource, group: Resource): boolean {
  return other.links.some((link) => link.rel === 'remoteGroup' && link.id === group.id);
}

/** What the state of a resource means for its deletion. Pure. */
export function stateOf(resource: Resource): Seen {
  const { kind, status } = resource;
  if (kind === 'server') {
    return resource.facts['taskState'] === 'deleting'
      ? { is: 'going', says: 'is being deleted' }
      : { is: 'ready', resource };
  }
  if (status === 'PENDING_DELETE' || status === 'deleting') return { is: 'going', says: `is ${status}` };
  if (status.startsWith('PENDING_')) return { is: 'unready', says: `is ${status}` };
  if (kind !== 'volume' && kind !== 'snapshot') return { is: 'ready', resource };
  if (STUCK.includes(status)) return { is: 'stuck', says: `is ${status}: an operator must reset its state` };
  return PASSING.includes(status) ? { is: 'unready', says: `is ${status}` } : { is: 'ready', resource };
}
