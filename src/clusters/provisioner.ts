import type { Context } from '../io/context.ts';
import type { KubePlace } from '../kubernetes/place.ts';
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
  /** The context of the kubeconfig; may be left out where it has one only. */
  readonly context?: string;
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
  /** The environment of programs that are started for the cluster. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where Troika was started: paths in the configuration are meant from there. */
  readonly cwd: string;
  /** Takes down also what the cluster was told to retain. */
  readonly retained: boolean;
  /** Told that the cluster's controllers log in with a credential of its own, before they get that. Never throws. */
  ownCredential?(): Promise<void>;
}

/** What a look before a run is handed. */
export type CheckContext = Pick<ProvisionContext, 'clock' | 'redactor' | 'signal' | 'env' | 'cwd'>;

/** Sizes of flavors by name. */
export type FlavorSizes = ReadonlyMap<string, { readonly vcpus: number; readonly ramMiB: number }>;

/** Something that goes on beside a cluster's life until it is ended. */
export interface Watching {
  /** Ends it, and waits until it has. Never throws. */
  end(): Promise<void>;
}

/** How far a provisioner has come with taking its cluster down; the cloud itself is forceclean's. */
export interface TakenDown {
  /** Nothing of the cluster's is left in Kubernetes, and nothing there makes anything in the cloud any more. */
  readonly done: boolean;
  /** Where it is not: the controllers know that it is to go, and still work on that. They need their credential. */
  readonly deleting: boolean;
  /** What hindered it, each with what to do. */
  readonly hindrances: readonly string[];
}

/** Brings a cluster up. Taking it down in the cloud is forceclean's work. */
export interface Provisioner<Spec> {
  readonly name: string;
  /** What it will need of every quota at its peak. Pure. Throws a RangeError when a flavor's size is missing. */
  demand(spec: Spec, flavors: FlavorSizes): Demand;
  /** Exact texts it will write for cluster `C`. Pure. */
  names(spec: Spec, cluster: string): readonly PlannedName[];
  /** Looks outside OpenStack for what would stop `up`; makes nothing. Throws a TroikaError. */
  check?(spec: Spec, context: CheckContext): Promise<void>;
  /** Every effect is journalled before it is sent. Throws a TroikaError when the cluster cannot be made. */
  up(spec: Spec, context: ProvisionContext): Promise<Access>;
  /** Writes into the journal what controllers make, from before `up` until nothing stands any more (nothing for a footprint). */
  watch?(spec: Spec, context: ProvisionContext): Watching;
  /** The Kubernetes APIs that are looked at when the cluster has failed (none for a footprint). Asks nobody. */
  places?(spec: Spec, context: ProvisionContext): Promise<readonly KubePlace[]>;
  /**
   * Drains the cluster and lets its own controllers take it down, before forceclean (nothing for a footprint).
   * @param again a second time, after forceclean has cleaned away what hindered them
   * @throws only when the signal ends it, or the journal cannot be written
   */
  down?(spec: Spec, context: ProvisionContext, again: boolean): Promise<TakenDown>;
}
