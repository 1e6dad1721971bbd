import type { Resource } from '../model/resource.ts';
import { lasting } from './causeText.ts';
import { storageState } from './storageStates.ts';

/**
 * States that end by themselves do so within this time, or nobody works on them any more. A load balancer takes minutes,
 * a large volume longer, but then its service writes it down now and then.
 */
const LATE_MS = 30 * 60 * 1000;

/**
 * Why nothing is to be hoped for by asking for a deletion: a state that only an operator ends, or one that should have
 * ended long ago. Undefined where there is hope. Pure.
 * @param at the cloud's time of the listing
 */
export function hopeless(resource: Resource, at: string): string | undefined {
  const row = storageState(resource);
  if (row?.do === 'report') return `is ${resource.status}: an operator must reset its state`;
  if (row?.do === 'protect') return `is ${resource.status}: somebody else wants it`;
  const passing = passingState(resource);
  const since = resource.updatedAt ?? resource.createdAt;
  if (passing === undefined || since === undefined || !(Date.parse(at) - Date.parse(since) > LATE_MS)) return undefined;
  return `is ${passing} for ${lasting(since, at) ?? 'long'}: nobody works on it any more, and an operator must end that`;
}

/** A state of a service at work. What hangs on a server is not at work: it waits for the server. */
function passingState(resource: Resource): string | undefined {
  const { kind, status, facts } = resource;
  if (kind === 'server') return facts['taskState'] === 'deleting' ? 'being deleted' : undefined;
  if (kind === 'loadBalancer') return status.startsWith('PENDING_') ? status : undefined;
  const row = storageState(resource);
  return (row?.do === 'wait' || row?.do === 'going') && !HANGING.includes(status) ? status : undefined;
}

const HANGING: readonly string[] = ['in-use', 'reserved', 'attaching', 'detaching'];
