import type { Step } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import { fingerprint } from './fingerprint.ts';
import { called } from './index.ts';
import { STORAGE_STATES, storageState } from './storageStates.ts';

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

/**
 * Compares a step with a listing of its kind begun after its predecessors were gone. Pure.
 * @param ours keys of all targets of the plan
 */
export function see(step: Step, listing: ReadonlyMap<string, Resource>, ours: ReadonlySet<string>): Seen {
  const resource = listing.get(step.target.id);
  if (resource === undefined || isStripped(step, resource)) return { is: 'gone' };
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

function isStripped(step: Step, resource: Resource): boolean {
  return step.do === 'strip' && !resource.tags.some((tag) => step.tags?.includes(tag));
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
  if (status === 'PENDING_DELETE') return { is: 'going', says: `is ${status}` };
  if (status.startsWith('PENDING_')) return { is: 'unready', says: `is ${status}` };
  return isStorage(kind) ? storageSeen(resource) : { is: 'ready', resource };
}

function isStorage(kind: string): boolean {
  return STORAGE_STATES.some((row) => row.kind === kind);
}

/** A state that we do not know is none in which Cinder deletes, and may end by itself. */
function storageSeen(resource: Resource): Seen {
  const says = `is ${resource.status}`;
  switch (storageState(resource)?.do) {
    case 'delete':
      return { is: 'ready', resource };
    case 'going':
      return { is: 'going', says };
    case 'protect':
      return { is: 'stuck', says: `${says}: somebody else wants it` };
    case 'report':
      return { is: 'stuck', says: `${says}: an operator must reset its state` };
    case 'wait':
    case undefined:
      return { is: 'unready', says };
  }
}
