import type { Flavor, Keypair, Server, ServerGroup } from '../compute/rows.ts';
import type { Credential, Ec2Credential, Project, Token, User } from '../identity/rows.ts';
import type { Image } from '../image/rows.ts';
import type { Listener, LoadBalancer, Member, Monitor, Pool } from '../loadBalancer/rows.ts';
import type {
  FloatingIp,
  Network,
  Port,
  Router,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
  Trunk,
} from '../network/rows.ts';
import type { Container, ObjectStoreSettings, StoredObject } from '../objectStore/rows.ts';
import type { Attachment, Backup, Snapshot, Volume } from '../volume/rows.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createRandom, type Random } from './random.ts';
import { createTime, type DeletionMs, type Time } from './time.ts';

/** The whole cloud: one table for each kind, by id. Tests may look at it and change it. */
export interface State {
  readonly time: Time;
  readonly random: Random;
  /** Project of the services' own objects (amphora ports, groups of load balancers). */
  readonly serviceProjectId: string;
  readonly projects: Map<string, Project>;
  readonly users: Map<string, User>;
  readonly tokens: Map<string, Token>;
  readonly credentials: Map<string, Credential>;
  /** By access key. */
  readonly ec2Credentials: Map<string, Ec2Credential>;
  readonly limits: Map<string, Limits>;
  readonly networks: Map<string, Network>;
  readonly subnets: Map<string, Subnet>;
  readonly ports: Map<string, Port>;
  readonly trunks: Map<string, Trunk>;
  readonly routers: Map<string, Router>;
  readonly floatingIps: Map<string, FloatingIp>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly securityGroupRules: Map<string, SecurityGroupRule>;
  readonly flavors: Map<string, Flavor>;
  readonly servers: Map<string, Server>;
  readonly serverGroups: Map<string, ServerGroup>;
  /** By `user/name`: a keypair belongs to a user and its name is its id. */
  readonly keypairs: Map<string, Keypair>;
  readonly volumes: Map<string, Volume>;
  readonly attachments: Map<string, Attachment>;
  readonly snapshots: Map<string, Snapshot>;
  readonly backups: Map<string, Backup>;
  readonly loadBalancers: Map<string, LoadBalancer>;
  readonly listeners: Map<string, Listener>;
  readonly pools: Map<string, Pool>;
  readonly members: Map<string, Member>;
  readonly monitors: Map<string, Monitor>;
  readonly images: Map<string, Image>;
  /** By `project/container`. */
  readonly containers: Map<string, Container>;
  /** By `project/container/object`. */
  readonly objects: Map<string, StoredObject>;
  readonly objectStore: ObjectStoreSettings;
  /** Counts answered requests. */
  readonly answered: { count: number };
  /** Addresses in use, by subnet. */
  readonly addresses: Map<string, Set<string>>;
}

/** An empty cloud. */
export function createState(options: {
  seed: number;
  speed: number;
  startsAt: number;
  deletionMs?: DeletionMs | undefined;
}): State {
  const random = createRandom(options.seed);
  return {
    time: createTime(options.startsAt, options.speed, options.deletionMs),
    random,
    serviceProjectId: random.hex(32),
    projects: new Map(),
    users: new Map(),
    tokens: new Map(),
    credentials: new Map(),
    ec2Credentials: new Map(),
    limits: new Map(),
    networks: new Map(),
    subnets: new Map(),
    ports: new Map(),
    trunks: new Map(),
    routers: new Map(),
    floatingIps: new Map(),
    securityGroups: new Map(),
    securityGroupRules: new Map(),
    flavors: new Map(),
    servers: new Map(),
    serverGroups: new Map(),
    keypairs: new Map(),
    volumes: new Map(),
    attachments: new Map(),
    snapshots: new Map(),
    backups: new Map(),
    loadBalancers: new Map(),
    listeners: new Map(),
    pools: new Map(),
    members: new Map(),
    monitors: new Map(),
    images: new Map(),
    containers: new Map(),
    objects: new Map(),
    objectStore: { bulkLimit: 10_000 },
    answered: { count: 0 },
    addresses: new Map(),
  };
}

/** The limits of a project; the services' own project has none. */
export function limitsOf(state: State, projectId: string): Limits {
  return state.limits.get(projectId) ?? DEFAULT_LIMITS;
}

/** All rows of a table for which something holds. */
export function where<T>(table: ReadonlyMap<string, T>, holds: (row: T) => boolean): T[] {
  const found: T[] = [];
  for (const row of table.values()) if (holds(row)) found.push(row);
  return found;
}

/** How many rows a project has. */
export function ownCount(table: ReadonlyMap<string, { readonly projectId: string }>, projectId: string): number {
  let count = 0;
  for (const row of table.values()) if (row.projectId === projectId) count += 1;
  return count;
}

/** The rows of a table by a key. */
export function grouped<T>(table: ReadonlyMap<string, T>, keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of table.values()) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
