import type { KubeObject } from '../../kubernetes/kube.ts';
import { whyNot } from './standing.ts';

/** What still stands of a cluster that is being deleted. */
export interface Leaving {
  readonly cluster: string;
  readonly machines: readonly KubeObject[];
  readonly infrastructure: readonly KubeObject[];
}

/** What changes as long as the controllers get on with it. Pure. */
export function stateOf({ machines, infrastructure }: Leaving): string {
  return JSON.stringify([...machines, ...infrastructure].map((one) => [one.metadata.name, whyNot(one)]));
}

/** What is waited for, in words. Pure. */
export function saysLeaving({ cluster, machines, infrastructure }: Leaving): string {
  const [first] = machines;
  if (first !== undefined) {
    const why = whyNot(first);
    const count = machines.length === 1 ? '1 machine is' : `${machines.length} machines are`;
    return `${cluster}: ${count} still there${why === undefined ? '' : `; ${first.metadata.name}: ${why}`}`;
  }
  const [network] = infrastructure;
  if (network === undefined) return `${cluster}: the Cluster waits for its last finalizers`;
  return `${cluster}: network and load balancer of the API${withReason(whyNot(network))}`;
}

function withReason(why: string | undefined): string {
  return why === undefined ? ' are being deleted' : `: ${why}`;
}
