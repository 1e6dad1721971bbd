import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { KINDS, refKey, type Resource } from '../../src/model/resource.ts';
import { standBalancer, standCluster, standProject, type ClusterParts } from '../forceclean/cluster.ts';
import { UNIQUE, goes, names, planFor } from '../forceclean/judging.ts';
import { createWorld, type World } from '../forceclean/world.ts';

/** Names that begin, end or read like `base`, among them such as imitate its machines. */
const around = (base: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    `${base}2`,
    `${base}-2`,
    `x${base}`,
    `x-${base}`,
    `${base}-bcdfg`,
    `${base}-md-0`,
    `${base}-md-0-bcdfg`,
    `${base}-${base}`,
    `${base}-control-plane`,
    base.slice(0, -1),
    base.slice(1),
    'kubernetes',
  );

/** What may be missing of a cluster: crashed half way up, or half way down. Never its texts alone. */
const PARTS: readonly (readonly (keyof ClusterParts)[])[] = [
  ['serviceFip'],
  ['apiFip'],
  ['snapshot'],
  ['apiFip', 'apiVip', 'apiLb', 'listener', 'pool', 'monitor'],
  ['serviceFip', 'serviceVip', 'serviceLb'],
  ['snapshot', 'claim'],
];

/** What people do to their neighbours; every one makes something that is not A's, or ties A's to it. */
const MISCHIEF: readonly ((world: World, a: ClusterParts, b: ClusterParts) => Resource)[] = [
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
  (world, _a, b) => world.change(b.serviceLb, { tags: [...b.serviceLb.tags, `kube_service_${UNIQUE}_web_front`] }),
];

const scene = fc.constantFrom(UNIQUE, 'pr1-ab12cd', 'test', 'main-1').chain((A) =>
  fc.record({
    A: fc.constant(A),
    others: fc.uniqueArray(fc.record({ C: around(A), N: fc.constantFrom('own', 'default', A) }), {
      minLength: 3,
      maxLength: 3,
      selector: ({ C, N }) => `${C} ${N}`,
    }),
    missing: fc.array(fc.tuple(fc.nat(3), fc.nat(PARTS.length - 1)), { maxLength: 4 }),
    mischief: fc.uniqueArray(fc.nat(MISCHIEF.length - 1), { maxLength: 5 }),
    gaps: fc.subarray(
      KINDS.filter((kind) => kind !== 'image'),
      { maxLength: 2 },
    ),
  }),
);

/** Builds it; answers what is A's alone. */
function build({ A, others, missing, mischief }: typeof scene extends fc.Arbitrary<infer T> ? T : never) {
  const world = createWorld();
  const { external } = standProject(world);
  const a = standCluster(world, external, A);
  const foreign = others.map(({ C, N }) => standCluster(world, external, C, N === 'own' ? C : N));
  const [b] = foreign;
  if (b === undefined) throw new Error('no neighbour');
  const all = [a, ...foreign];
  const made = mischief.map((at) => MISCHIEF[at]?.(world, a, b));
  for (const [whose, which] of missing) {
    const gone = (PARTS[which] ?? []).map((part) => all[whose]?.[part]).filter((one) => one !== undefined);
    world.remove(...gone);
  }
  const ours = new Set(Object.values(a).map(refKey));
  for (const one of made) if (one !== undefined) ours.delete(refKey(one));
  return { world, ours };
}

describe('for four clusters with names that imitate each other', () => {
  it('what is planned for one is its own, whatever the others do', () => {
    fc.assert(
      fc.property(scene, (drawn) => {
        const { world, ours } = build(drawn);
        const plan = planFor(world, { clusters: [names(drawn.A)] });
        expect(goes(plan).filter((key) => !ours.has(key))).to.deep.equal([]);
      }),
      { numRuns: 300 },
    );
  });

  it('a failed listing never makes anything more go', () => {
    fc.assert(
      fc.property(scene, (drawn) => {
        const { world } = build(drawn);
        const asked = { clusters: [names(drawn.A)] };
        const whole = goes(planFor(world, asked));
        const partial = goes(planFor(world, { ...asked, gaps: drawn.gaps }));
        expect(partial.filter((key) => !whole.includes(key))).to.deep.equal([]);
      }),
      { numRuns: 150 },
    );
  });

  it('plans for two clusters have nothing in common', () => {
    fc.assert(
      fc.property(scene, (drawn) => {
        const { world } = build(drawn);
        const plans = [drawn.A, ...drawn.others.map((one) => one.C)].map((C) =>
          planFor(world, { clusters: [names(C)] }),
        );
        const all = plans.flatMap((plan, at) =>
          plans.findIndex((one) => one.clusters[0] === plan.clusters[0]) === at ? goes(plan) : [],
        );
        expect(new Set(all).size).to.equal(all.length);
      }),
      { numRuns: 100 },
    );
  });
});
