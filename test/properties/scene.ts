import fc from 'fast-check';
import type { LedgerEntry } from '../../src/model/evidence.ts';
import { KINDS, refKey, type Inventory, type Kind, type Resource } from '../../src/model/resource.ts';
import { standBalancer, standCluster, standProject, type ClusterParts } from '../forceclean/cluster.ts';
import { UNIQUE } from '../forceclean/judging.ts';
import { createWorld, type World } from '../forceclean/world.ts';

/** Names that begin, end or read like `base`, among them such as imitate its machines, or match it as a pattern. */
const around = (base: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    ...[`${base}2`, `${base}-2`, `x${base}`, `x-${base}`, `${base}-bcdfg`, `${base}-md-0`, `${base}-md-0-bcdfg`],
    ...[`${base}-${base}`, `${base}-control-plane`, `${base}-bastion`, `default-${base}`, base.slice(0, -1)],
    ...[base.slice(1), base.replace(/[.]|(?<=.)-/, 'x'), `${base}_web`, `${base}.web`, 'kubernetes'],
    // A name that Troika gave is nobody else's; a common one may stand in another namespace.
    ...(base === UNIQUE ? [] : [base]),
  );

/** A name that Troika gave, common ones, a pattern, one like a part of a UUID, and one so long that others cut it. */
const NAMES = [UNIQUE, 'pr1-ab12cd', 'test', 'main-1', 'v1.2', '1e2e-4000', `${'long-'.repeat(11)}name`] as const;

/** What may be missing of a cluster: crashed half way up, or half way down. Never its texts alone. */
const PARTS: readonly (readonly (keyof ClusterParts)[])[] = [
  ['serviceFip'],
  ['apiFip'],
  ['snapshot'],
  ['apiFip', 'apiVip', 'apiLb', 'listener', 'pool', 'monitor'],
  ['serviceFip', 'serviceVip', 'serviceLb'],
  ['snapshot', 'claim'],
  ['server', 'root', 'port'],
];

/** What a person calls things who thinks of `C`; each is somebody's text only at first sight. */
const HUMAN: readonly ((world: World, C: string) => Resource)[] = [
  (world, C) => world.put('volume', { name: `pvc-${C}`, description: 'Daten für Zoë 🗄', status: 'available' }),
  (world, C) => world.put('volume', { metadata: { 'cinder.csi.openstack.org/cluster': `${C} ` } }),
  (world, C) => world.put('floatingIp', { description: `${CAPO} ${C}-${C}\u200b`, status: 'DOWN' }),
  (world, C) => world.put('floatingIp', { description: `${CAPO}  ${C}-${C}` }),
  (world, C) =>
    world.put('floatingIp', { description: `Floating IP for Kubernetes external service a/b from cluster ${C}é` }),
  (world, C) => world.put('network', { name: `k8s-clusterapi-cluster-${C}-${C}\n`, tags: ['größe=XL'] }),
  (world, C) => world.put('securityGroup', { name: `K8S-cluster-${C}-${C}-secgroup-worker` }),
  (world, C) => world.put('server', { name: `${C}-x7k2p-9hq4d-копия` }),
  (world, C) => world.put('server', { name: `${C}-ｘ7k2p-9hq4d` }),
  (world, C) => world.put('keypair', { name: `${C}-keypair\u00a0` }),
  (world, C) => world.put('applicationCredential', { name: `${C}-${C}-appcred2` }),
  (world) => world.put('volume', { id: '0a1b2c3d-1e2e-4000-8000-00000000e2e0', name: 'db' }),
];
const CAPO = 'Created by cluster-api-provider-openstack cluster';

/** What people do to their neighbours; every one makes something that is not A's, or ties A's to it. */
const MISCHIEF: readonly ((world: World, a: ClusterParts, b: ClusterParts, C: string) => Resource)[] = [
  (world, a) => world.put('volume', { name: 'thesis', rel: { attachment: a.server } }),
  (world, a) => world.put('volume', { name: `pvc-${a.claim.id}`, status: 'available' }),
  (world, a) => world.put('floatingIp', { status: 'DOWN', description: 'reserved', rel: { port: a.serviceVip } }),
  (world) => world.put('floatingIp', { status: 'DOWN' }),
  (world, a, b) => world.change(b.group, { rel: { remoteGroup: a.group } }),
  (world, a, b) => world.change(b.port, { rel: { securityGroup: a.group } }),
  (world, { network, subnet }) => world.put('port', { name: 'tcpdump', rel: { network, subnet } }),
  (world, { network, subnet }, b) => world.put('port', { name: 'leg', rel: { network, subnet, device: b.server } }),
  (world, a) => world.put('snapshot', { name: 'mine', rel: { volume: a.claim } }),
  (world, a) => world.put('serverGroup', { name: a.server.name }),
  (world, a, b) => standBalancer(world, b, a.serviceLb.name, a.serviceLb.description ?? '', a.serviceLb.tags)[1],
  (world, a, b) => world.put('floatingIp', { description: a.apiFip.description ?? '', rel: { port: b.apiVip } }),
  (world, a, b) => world.put('volume', { metadata: a.claim.metadata, rel: { attachment: b.server } }),
  (world, _a, b, C) => world.change(b.serviceLb, { tags: [...b.serviceLb.tags, `kube_service_${C}_web_front`] }),
];

/** What is drawn for one world. */
export interface Drawn {
  readonly A: string;
  readonly others: readonly { readonly C: string; readonly N: 'own' | 'default' | 'other' }[];
  readonly missing: readonly (readonly [number, number])[];
  readonly human: readonly number[];
  readonly mischief: readonly number[];
  /** Of each resource in turn: 1 its description is lost, 2 its tags, 4 its metadata. */
  readonly lost: readonly number[];
  /** Of each resource in turn: in a ledger that was kept. */
  readonly ledgered: readonly boolean[];
  readonly baseline: boolean;
  readonly gaps: readonly Kind[];
}

/** Any world. @param whole nothing is missing or lost, and nobody's things are tied to another's */
export function drawn(whole: boolean): fc.Arbitrary<Drawn> {
  const some = <T>(arbitrary: fc.Arbitrary<T>, minLength: number, maxLength: number): fc.Arbitrary<T[]> =>
    whole ? fc.constant([]) : fc.array(arbitrary, { minLength, maxLength });
  return fc.constantFrom(...NAMES).chain((A) =>
    fc.record({
      A: fc.constant(A),
      others: fc.uniqueArray(fc.record({ C: around(A), N: fc.constantFrom('own', 'default', 'other') }), {
        minLength: 3,
        maxLength: 3,
        selector: ({ C, N }) => `${C} ${N}`,
      }),
      missing: some(fc.tuple(fc.nat(3), fc.nat(PARTS.length - 1)), 9, 20),
      human: fc.uniqueArray(fc.nat(HUMAN.length - 1), { maxLength: 4 }),
      mischief: whole ? fc.constant([]) : fc.uniqueArray(fc.nat(MISCHIEF.length - 1), { maxLength: 4 }),
      lost: some(fc.constantFrom(0, 0, 1, 2, 4, 7), 0, 11),
      ledgered: fc.array(fc.boolean(), { maxLength: 7 }),
      baseline: fc.boolean(),
      gaps: fc.subarray(
        KINDS.filter((kind) => kind !== 'image'),
        { maxLength: 2 },
      ),
    }),
  );
}

/** A world as it was drawn, and whose is what in it. */
export interface Scene {
  readonly inventory: Inventory;
  /** Keys of what is A's alone. */
  readonly ours: ReadonlySet<string>;
  readonly ledger: readonly LedgerEntry[];
  readonly baseline: ReadonlySet<string> | undefined;
}

/** The namespace of one of the others. A cluster of A's own name lives in another namespace than A. */
function namespaceOf({ C, N }: Drawn['others'][number], A: string): string {
  if (C === A) return 'elsewhere';
  return N === 'own' ? C : N === 'default' ? 'default' : 'x-default';
}

export function build(draw: Drawn): Scene {
  const { A } = draw;
  const world = createWorld();
  const { external } = standProject(world);
  const a = standCluster(world, external, A);
  const foreign = draw.others.map((one) => standCluster(world, external, one.C, namespaceOf(one, A)));
  const [b] = foreign;
  if (b === undefined) throw new Error('no neighbour');
  for (const at of draw.human) HUMAN[at]?.(world, A);
  const made = draw.mischief.map((at) => MISCHIEF[at]?.(world, a, b, A));
  for (const [whose, which] of draw.missing) {
    // What people tied to b's server would only say A without it.
    if (whose === 1 && PARTS[which]?.includes('server')) continue;
    const gone = (PARTS[which] ?? []).map((part) => [a, ...foreign][whose]?.[part]).filter((one) => one !== undefined);
    world.remove(...gone);
  }
  const ours = new Set(Object.values(a).map(refKey));
  for (const one of made) if (one !== undefined) ours.delete(refKey(one));
  const standing = world.inventory();
  const resources = standing.resources.map((one, at) => without(one, draw.lost[at % draw.lost.length] ?? 0));
  const kept = resources.filter((_one, at) => draw.ledgered[at % draw.ledgered.length] === true);
  return {
    inventory: { ...standing, resources },
    ours,
    ledger: kept.flatMap(({ kind, id }) => {
      const cluster = ours.has(refKey({ kind, id })) ? A : 'somebody-else';
      return [{ kind, id, cluster, source: 'journal line 7' }];
    }),
    baseline: draw.baseline ? new Set(kept.map(refKey).filter((key) => !ours.has(key))) : undefined,
  };
}

function without(one: Resource, lost: number): Resource {
  if (lost === 0) return one;
  const { description, ...rest } = one;
  return {
    ...rest,
    ...((lost & 1) === 0 && description !== undefined ? { description } : {}),
    tags: (lost & 2) === 0 ? one.tags : [],
    metadata: (lost & 4) === 0 ? one.metadata : {},
  };
}

/** What else would go, be cut off or be changed if these went, though it is none of them. */
export function victims(inventory: Inventory, going: ReadonlySet<string>): readonly string[] {
  const hurt = ['network', 'subnet', 'loadBalancer', 'pool', 'volume', 'securityGroup', 'remoteGroup'];
  const taken = inventory.resources.flatMap((one) =>
    Object.keys(one.facts).flatMap((fact) =>
      fact.startsWith('deletes:') && going.has(refKey(one)) ? [`volume/${fact.slice(8)}`] : [],
    ),
  );
  const cut = inventory.resources.filter((one) =>
    one.links.some((link) => hurt.includes(link.rel) && going.has(refKey(link))),
  );
  return [...taken, ...cut.map(refKey)].filter((key) => !going.has(key));
}
