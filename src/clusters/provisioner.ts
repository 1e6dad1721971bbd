import type { Context } from '../io/context.ts';
import type { Demand } from '../model/demand.ts';
import type { ExpectedCluster } from '../model/expected.ts';
import type { Kind } from '../model/resource.ts';
import type { Session } from '../openstack/session.ts';

/** A text that a cluster will write: refused before anything is made when it exists anywhere in the project. */
export interface PlannedName {
  readonly kind: Kind;
  /** Exact name; a random suffix is not known before, so only texts that are fixed stand here. */
  readonly name: string;
}

/** What a suite is told of a standing cluster. */
export interface Access {
  readonly cluster: string;
  /** Ids by role, for the suites: `network`, `subnet`, `router`, `apiLoadBalancer`, `apiFloatingIp`, `server:<name>` … */
  readonly ids: Readonly<Record<string, string>>;
  /** Where the API listens. */
  readonly endpoint: string;
  readonly kubeconfig?: string;
  /** What should stand now, name by name. */
  readonly expected: ExpectedCluster;
}

export interface ProvisionContext extends Context {
  readonly session: Session;
  /** The run-unique name `C`; its namespace is the same text. */
  readonly cluster: string;
  /** Folder for logs and kubeconfig of this cluster. */
  readonly folder: string;
  readonly externalNetworkId: string;
}

/** Sizes of flavors by name. */
export type FlavorSizes = ReadonlyMap<string, { readonly vcpus: number; readonly ramMiB: number }>;

/** Brings a cluster up. Taking it down in the cloud is forceclean's work. */
export interface Provisioner<Spec> {
  readonly name: string;
  /** What it will need of every quota at its peak. Pure. Throws a RangeError when a flavor's size is missing. */
  demand(spec: Spec, flavors: FlavorSizes): Demand;
  /** Exact texts it will write for cluster `C`. Pure. */
  names(spec: Spec, cluster: string): readonly PlannedName[];
  /** Every effect is journalled before it is sent. Throws a TroikaError when the cluster cannot be made. */
  up(spec: Spec, context: ProvisionContext): Promise<Access>;
  /** Fetches what helps to understand a failure into `folder`; must not change anything. */
  collect?(spec: Spec, context: ProvisionContext): Promise<void>;
  /** What only the provisioner can undo, before forceclean (nothing for a footprint). */
  down?(spec: Spec, context: ProvisionContext): Promise<void>;
}
