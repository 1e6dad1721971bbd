import { expect } from 'chai';
import fc from 'fast-check';
import { demandOf } from '../../src/clusters/footprint/demand.ts';
import { randomDraw } from '../../src/clusters/footprint/draw.ts';
import { expectedOf } from '../../src/clusters/footprint/expected.ts';
import { needs, type Piece } from '../../src/clusters/footprint/piece.ts';
import { footprintPlan, type FootprintPlan } from '../../src/clusters/footprint/plan.ts';
import { footprint } from '../../src/clusters/footprint/provisioner.ts';
import { ownNames } from '../../src/clusters/ownNames.ts';
import { footprintSpec, type FootprintSpec } from '../../src/config/footprintSpec.ts';
import { SUFFIX_LETTERS } from '../../src/creators/tokens.ts';
import { recognise } from '../../src/creators/recognise.ts';
import { clusterName } from '../../src/model/names.ts';
import type { Kind } from '../../src/model/resource.ts';
import { plannedListing } from './planned.ts';

const C = 'tabcdefghij';
const SUFFIX = new RegExp(`-[${SUFFIX_LETTERS}]{5}(?=-|$)`, 'g');
const SIZES = new Map([
  ['SCS-2V-4', { vcpus: 2, ramMiB: 4096 }],
  ['SCS-4V-8', { vcpus: 4, ramMiB: 8192 }],
  ['SCS-2V-4-20s', { vcpus: 2, ramMiB: 4096 }],
]);
const SURROUNDINGS = {
  externalNetwork: 'external',
  image: 'image',
  controlPlaneFlavor: 'control',
  workerFlavor: 'work',
};

function planOf(spec: FootprintSpec, cluster = C): FootprintPlan {
  return footprintPlan(spec, ownNames(cluster), randomDraw(), SURROUNDINGS);
}

/** Any specification that the configuration allows. */
const anySpec = fc
  .record({
    generation: fc.constantFrom('v1', 'v2'),
    release: fc.constantFrom('r5', 'r6'),
    controlPlanes: fc.integer({ min: 1, max: 4 }),
    workers: fc.integer({ min: 1, max: 5 }),
    rootVolumeGiB: fc.constantFrom(0, 20),
    snapshots: fc.integer({ min: 0, max: 2 }),
    services: fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 3 }), {
      maxLength: 3,
    }),
    volumes: fc.array(fc.record({ sizeGiB: fc.integer({ min: 1, max: 9 }), attached: fc.boolean() }), { maxLength: 4 }),
  })
  .map(({ services, volumes, ...rest }) =>
    footprintSpec.parse({
      ...rest,
      controlPlaneFlavor: 'SCS-2V-4',
      workerFlavor: 'SCS-4V-8',
      services: services.map((ports, index) => ({ namespace: 'web', name: `s${index}`, ports })),
      volumes: volumes.map((volume, index) => ({ claim: `c${index}`, ...volume })),
      ...(volumes.length === 0 ? { snapshots: 0 } : {}),
    }),
  );

describe('a footprint’s plan', () => {
  it('refers only to pieces that stand before, and gives each its own key, for any specification', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const seen = new Set<string>();
        for (const piece of planOf(spec).pieces) {
          for (const key of [...needs(piece), ...piece.afterReady])
            expect(seen.has(key), `${piece.key} needs ${key}`).to.equal(true);
          expect(seen.has(piece.key), piece.key).to.equal(false);
          seen.add(piece.key);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('needs of each quota what its demand says, for any specification', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const { pieces } = planOf(spec);
        const listing = plannedListing(planOf(spec), spec);
        const demand = demandOf(spec, SIZES);
        const created = (kind: Kind): number =>
          pieces.filter((piece) => piece.do === 'create' && piece.kind === kind).length;
        const listed = (collection: string): number => (listing[collection] ?? []).length;
        const rules = (listing['security_groups'] ?? []).flatMap((group) => group['security_group_rules']).length;
        const comeAndGo = spec.generation === 'v1' ? 2 * spec.services.length : 0;
        expect(demand).to.include({
          floatingIps: created('floatingIp'),
          servers: created('server'),
          volumes: created('volume'),
          snapshots: created('snapshot'),
          networks: created('network'),
          subnets: created('subnet'),
          routers: created('router'),
          ports: listed('ports') + 2 * created('network'),
          securityGroups: created('securityGroup'),
          securityGroupRules: rules + comeAndGo,
          loadBalancers: created('loadBalancer'),
          listeners: listed('listeners'),
          pools: listed('pools'),
          members: listed('members'),
          healthMonitors: listed('healthmonitors'),
          serverGroups: created('serverGroup'),
          keypairs: created('keypair'),
        });
      }),
      { numRuns: 50 },
    );
  });

  it('needs for three and three what the sums of V1 and V2 give', () => {
    const shape = { controlPlanes: 3, workers: 3, controlPlaneFlavor: 'SCS-2V-4', rootVolumeGiB: 50 };
    const v1 = demandOf(footprintSpec.parse({ ...shape, generation: 'v1', workerFlavor: 'SCS-2V-4' }), SIZES);
    expect(v1).to.include({
      floatingIps: 3,
      servers: 7,
      cores: 14,
      ramMiB: 28 * 1024,
      networks: 2,
      ports: 11 + 4,
      loadBalancers: 2,
    });
    expect(v1).to.include({
      listeners: 3,
      members: 9,
      healthMonitors: 3,
      securityGroups: 7,
      serverGroups: 2,
      keypairs: 1,
    });
    expect(v1.securityGroupRules).to.equal(3 + 3 + 4 + 5 + 10 + 10 + 2 + 2);
    const v2 = demandOf(footprintSpec.parse({ ...shape, generation: 'v2', workerFlavor: 'SCS-4V-8' }), SIZES);
    expect(v2).to.include({
      floatingIps: 2,
      servers: 6,
      cores: 18,
      ramMiB: 36 * 1024,
      networks: 1,
      ports: 9 + 2,
      loadBalancers: 2,
    });
    expect(v2).to.include({
      listeners: 3,
      members: 9,
      healthMonitors: 1,
      securityGroups: 2,
      securityGroupRules: 28,
      serverGroups: 0,
    });
    expect(v2).to.include({ volumes: 8, gigabytes: 6 * 50 + 2 + 1, snapshots: 1, keypairs: 0 });
  });

  it('cannot tell its demand of cores for a flavor of unknown size', () => {
    expect(() => demandOf(footprintSpec.parse({ workerFlavor: 'big' }), SIZES)).to.throw(RangeError, 'big');
  });

  it('writes on everything it makes a text that its cluster is known by, or hangs it on something that has one', () => {
    for (const generation of ['v1', 'v2'] as const) {
      for (const release of ['r5', 'r6'] as const) {
        const { pieces } = planOf(footprintSpec.parse({ generation, release, controlPlanes: 3, workers: 3 }));
        const strangers = pieces.filter((piece) => piece.do === 'create' && !isKnown(piece)).map((piece) => piece.name);
        expect(strangers).to.deep.equal([]);
      }
    }
  });

  it('marks what is to be retained, once it is there, and nothing else', () => {
    const volumes = [
      { claim: 'data-0', namespace: 'shop', reclaimPolicy: 'Retain' },
      { claim: 'data-1', namespace: 'shop' },
    ];
    const marks = planOf(footprintSpec.parse({ volumes })).pieces.flatMap((piece) =>
      piece.do === 'mark' ? [piece] : [],
    );
    expect(marks).to.have.length(1);
    expect(marks[0]).to.deep.include({ volume: { piece: 'volume:0', take: 'id' }, afterReady: ['volume:0'] });
    expect(marks[0]?.marks).to.deep.equal({ 'troika-reclaim': 'Retain', 'troika-claim': 'shop/data-0' });
  });

  it('names its machines as their release does', () => {
    const machines = (spec: object): readonly string[] =>
      planOf(footprintSpec.parse(spec)).machines.map((machine) => machine.name.replace(SUFFIX, '-S'));
    expect(machines({ generation: 'v1', release: 'r5' })).to.deep.equal([
      `${C}-${C}-control-plane-genc01-S`,
      `${C}-${C}-md-0-genw01-S`,
    ]);
    expect(machines({ generation: 'v1', release: 'r6' })).to.deep.equal([`${C}-S-S`, `${C}-${C}-${C}-md-0-no1-S-S`]);
    expect(machines({ generation: 'v2' })).to.deep.equal([`${C}-S-S`, `${C}-md-0-S-S-S`]);
  });

  it('tells before it starts every name that chance has no part in', () => {
    const names = footprint
      .names(footprintSpec.parse({ generation: 'v1' }), C)
      .map(({ kind, name }) => `${kind} ${name}`);
    expect(names).to.include.members([
      `network k8s-clusterapi-cluster-${C}-${C}`,
      `securityGroup k8s-cluster-${C}-${C}-secgroup-worker`,
      `loadBalancer kube_service_${C}_ingress-nginx_ingress-nginx-controller`,
      `pool pool_1_kube_service_${C}_ingress-nginx_ingress-nginx-controller`,
      `keypair ${C}-keypair`,
      `server ${C}-mgmtcluster`,
      `serverGroup ${C}-${C}-controller`,
    ]);
    expect(names.every((name) => name.includes(C))).to.equal(true);
    expect(names.some((name) => name.includes('*'))).to.equal(false);
    expect(new Set(names).size).to.equal(names.length);
  });

  it('expects each server on its network with its volumes, and each load balancer with its parts', () => {
    const spec = footprintSpec.parse({ generation: 'v1', controlPlanes: 1, workers: 2 });
    const plan = planOf(spec, clusterName('abcdefghi', 3));
    const expected = expectedOf(spec, ownNames(clusterName('abcdefghi', 3)), plan);
    expect(expected.servers).to.have.length(4);
    expect(expected.servers.map((server) => server.volumes.length).sort()).to.deep.equal([1, 1, 1, 2]);
    expect(new Set(expected.servers.map((server) => server.network)).size).to.equal(2);
    expect(expected.loadBalancers.map(({ listeners, members }) => [listeners.length, members])).to.deep.equal([
      [1, 1],
      [2, 4],
    ]);
  });
});

/** Whether a piece's own texts name the cluster, or what it hangs on does. */
function isKnown(piece: Piece): boolean {
  if (piece.do !== 'create') return true;
  const text = (field: string): string | undefined => {
    const value = piece.body[field];
    return typeof value === 'string' ? value : undefined;
  };
  const metadata = piece.body['metadata'];
  const description = text('description');
  const claims = recognise(
    {
      kind: piece.kind,
      id: piece.key,
      name: text('name') ?? '',
      projectId: 'project',
      status: '',
      tags: [],
      metadata: typeof metadata === 'object' && metadata !== null ? (metadata as Readonly<Record<string, string>>) : {},
      links: [],
      facts: {},
      ...(description === undefined ? {} : { description }),
    },
    { cluster: C, namespaces: [C], prefix: C },
  );
  return claims.some((claim) => claim.mine) && !claims.some((claim) => claim.foreign);
}
