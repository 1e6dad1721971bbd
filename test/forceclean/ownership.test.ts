import { expect } from 'chai';
import { describe, it } from 'mocha';
import { attribute } from '../../src/forceclean/attribute.ts';
import { planClean } from '../../src/forceclean/plan.ts';
import type { CleanPlan } from '../../src/model/plan.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { COMMON, UNIQUE, goes, names } from './judging.ts';
import { readOwnership, type OwnershipFixture } from './ownershipFixture.ts';
import { NOW } from './world.ts';

/** The same project with every resource changed. */
function planOf(
  { cluster, inventory }: OwnershipFixture,
  change: (one: Resource) => Resource = (one) => one,
): CleanPlan {
  const seen = { ...inventory, resources: inventory.resources.map(change) };
  const clusters = [names(cluster.name, { namespaces: [cluster.namespace] })];
  const attributions = attribute({ inventory: seen, clusters, ledger: [] });
  return planClean({ attributions, inventory: seen, runId: null, clusters: [cluster.name], now: NOW, pvc: 'delete' });
}

const COUNTS = { v1: 58, v2: 44 } as const;
const FLOATING_IPS = { v1: 4, v2: 3 } as const;

for (const generation of ['v1', 'v2'] as const) {
  for (const name of [UNIQUE, COMMON]) {
    const fixture = readOwnership(generation, name);
    const all = fixture.expected.filter((one) => one.scope === 'cluster' || one.scope === 'management');
    // What CSI writes names the cluster alone. Of a name that anybody may use that proves nothing for a loose volume.
    const loose = all.filter(
      (one) => name === COMMON && one.resource.status === 'available' && one.resource.kind === 'volume',
    );
    const ours = all
      .filter((one) => !loose.includes(one))
      .map((one) => refKey(one.resource))
      .sort();

    describe(`a whole ${generation} cluster of three and three called ${name}, with decoys`, () => {
      it('is seen whole', () => {
        expect(all).to.have.length(COUNTS[generation]);
        expect(loose).to.have.length(name === COMMON ? 1 : 0);
        expect(fixture.expected.filter((one) => one.scope === 'foreign')).to.have.length(9);
      });

      it('goes to the last resource, and no decoy with it', () => {
        expect(goes(planOf(fixture))).to.deep.equal(ours);
      });

      it('leaves nothing behind in silence', () => {
        const { kept } = planOf(fixture);
        const left = kept.filter((one) => one.leftover).map((one) => refKey(one.target));
        // Of a unique name the decoy with its texts on a foreign network is a contradiction that somebody must look at.
        const namesake = fixture.expected.filter((one) => one.scope === 'foreign' && one.resource.links.length > 0);
        expect(left).to.deep.equal((name === COMMON ? loose : namesake).map((one) => refKey(one.resource)));
      });

      it('is found without tags and metadata of servers and load balancers', () => {
        const bare = planOf(fixture, (one) =>
          one.kind === 'server' || one.kind === 'loadBalancer' ? { ...one, tags: [], metadata: {} } : one,
        );
        expect(goes(bare)).to.deep.equal(ours);
      });

      it('is found without any description, but for what only a description proves', () => {
        const going = goes(planOf(fixture, (one) => ({ ...one, description: '', tags: [] })));
        const missing = ours.filter((key) => !going.includes(key));
        const credentials = generation === 'v1' && name === COMMON ? 2 : 0;
        expect(missing.filter((key) => key.startsWith('floatingIp/'))).to.have.length(FLOATING_IPS[generation]);
        expect(missing.filter((key) => key.startsWith('applicationCredential/'))).to.have.length(credentials);
        expect(missing).to.have.length(FLOATING_IPS[generation] + credentials);
        expect(going.filter((key) => !ours.includes(key))).to.deep.equal([]);
      });
    });
  }
}
