/** The kinds of OpenStack resource Troika looks at, one listing each. A pool's members are links of the pool. */
export const KINDS = [
  'server',
  'serverGroup',
  'keypair',
  'port',
  'trunk',
  'network',
  'subnet',
  'router',
  'floatingIp',
  'securityGroup',
  'loadBalancer',
  'listener',
  'pool',
  'healthMonitor',
  'volume',
  'snapshot',
  'backup',
  'volumeAttachment',
  'container',
  'image',
  'ec2Credential',
  'applicationCredential',
] as const;

export type Kind = (typeof KINDS)[number];

/** What a link may point to besides a kind that is listed: parts that only their parent's listing shows. */
const PART_KINDS = ['securityGroupRule', 'member', 'l7Policy'] as const;

export type PartKind = (typeof PART_KINDS)[number];

/** True for a link to such a part. */
export function isToPart({ kind }: Pick<Link, 'kind'>): boolean {
  return PART_KINDS.some((part) => part === kind);
}

export interface Ref {
  readonly kind: Kind;
  readonly id: string;
}

/**
 * How one resource hangs on another, as the API says it. `rel` is the field's meaning:
 * `network`, `subnet`, `device` (port → server, router or load balancer), `securityGroup`, `remoteGroup` (a rule's
 * other group), `rule`, `gateway` (router → external network), `route` (router → an extra route of it, its id as in
 * model/extraRoute.ts), `port` (floating IP → port), `router`,
 * `vipPort`, `vipNetwork`, `vipSubnet`, `loadBalancer`, `listener`, `pool`, `member`, `healthMonitor`, `l7Policy`,
 * `attachment` (volume → server, server → volume), `volume` (snapshot, backup, volume attachment → volume), `snapshot`,
 * `sourceVolume`, `server` (volume attachment → server), `parentPort` and `subport` (trunk → port),
 * `member` of a server group (→ server), `image`, `keypair`.
 */
export interface Link {
  readonly rel: string;
  readonly kind: Kind | PartKind | 'extraRoute';
  readonly id: string;
}

/** One OpenStack object, in the words all services share. Times are ISO 8601 in UTC, as the cloud said them. */
export interface Resource {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  /** Undefined where the API does not say (keypairs belong to a user, containers and volume attachments are listed by project). */
  readonly projectId: string | undefined;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  /** Neutron's revision number. */
  readonly revision?: number;
  /** As the service writes it; Octavia: provisioning_status; '' where a kind has none. */
  readonly status: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly links: readonly Link[];
  /** What one kind alone has, under the names of `docs/glossary.md` (deviceOwner, address, sizeGiB, external …). */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** A kind whose listing failed or was partial: nothing may be concluded from it. */
export interface Gap {
  readonly kind: Kind;
  readonly why: string;
}

export interface Inventory {
  /** The cloud's time when the listing began. */
  readonly at: string;
  readonly projectId: string;
  readonly resources: readonly Resource[];
  readonly gaps: readonly Gap[];
  /**
   * What was not looked at, and why: services of the catalogue which have no row in our table, services and extensions
   * that this cloud lacks, and lists that this credential may not see.
   */
  readonly notLookedAt: readonly string[];
  /** The kinds among them that have a row. */
  readonly unseen?: readonly Kind[];
}

/** One text for one resource: `port/3f…`. Usable as a key. */
export function refKey(ref: { readonly kind: string; readonly id: string }): string {
  return `${ref.kind}/${ref.id}`;
}

/** The ids a resource links to by one relation. */
export function linked(resource: Resource, rel: string): readonly string[] {
  return resource.links.filter((link) => link.rel === rel).map((link) => link.id);
}
