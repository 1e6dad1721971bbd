import { expect } from 'chai';
import { demandOf } from '../../src/clusters/footprint/demand.ts';
import { footprintPlan } from '../../src/clusters/footprint/plan.ts';
import { createFootprint } from '../../src/clusters/footprint/provisioner.ts';
import { ownNames } from '../../src/clusters/ownNames.ts';
import { footprintSpec, type FootprintSpec } from '../../src/config/footprintSpec.ts';
import { QUOTAS, type QuotaName, type Quotas } from '../../src/model/demand.ts';
import { flavors } from '../../src/openstack/lookup.ts';
import { quotas } from '../../src/openstack/quota.ts';
import { refKey } from '../../src/model/resource.ts';
import { inventory } from '../../src/openstack/inventory.ts';
import type { MakeWorld, World } from '../support/world.ts';
import { readable, type Listing } from './listing.ts';
import { plannedListing } from './planned.ts';
import { provisioning, type Provisioning } from './provisioning.ts';
import { added, rawListing } from './raw.ts';
import { replayedDraw } from './replay.ts';

const CLUSTER = 'tfootprint2';

/** What holds of a footprint wherever it is made. */
export function describeFootprint(where: string, makeWorld: MakeWorld, seconds: number, speed = 1): void {
  for (const generation of ['v1', 'v2'] as const) {
    describe(`a ${generation} footprint of one and one, ${where}`, function () {
      this.timeout(seconds * 1000);
      const spec = footprintSpec.parse({ generation });
      const draws = replayedDraw();
      let world: World;
      let site: Provisioning;
      let earlier: Quotas;
      let old: Listing;

      before(async () => {
        world = await makeWorld();
        site = await provisioning(world, CLUSTER, seconds * speed, speed);
        // Neutron makes a project's default group when it is first asked.
        old = await rawListing(world);
        earlier = await quotas(site.context.session);
      });

      after(async () => {
        await site?.end();
        await world?.dispose();
      });

      it('comes up, and names what should stand', async () => {
        const access = await createFootprint(() => draws.first).up(spec, site.context);
        expect(access.endpoint).to.match(/^https:\/\/[0-9.]+:6443$/);
        expect(access.expected.servers).to.have.length(generation === 'v1' ? 3 : 2);
        expect(Object.values(access.ids).every((id) => id !== '')).to.equal(true);
      });

      it('stands as planned: every object, every field, nothing else', async () => {
        const listing = added(await rawListing(world), old);
        const image =
          (listing['servers'] ?? []).map((server) => imageOf(server)).find((id) => id !== undefined) ?? 'no image';
        const seen = readable(listing, { externalNetwork: site.context.externalNetworkId, image });
        const planned = plannedListing(footprintPlan(spec, ownNames(CLUSTER), draws.again(), surroundings(spec)), spec);
        for (const collection of Object.keys(planned))
          expect(seen[collection], collection).to.deep.equal(planned[collection]);
        expect(Object.values(seen).flat().length).to.be.greaterThan(generation === 'v1' ? 40 : 25);
      });

      it('uses of each quota exactly what its demand says, but for rules that come and go and ports that other clouds add', async () => {
        const sizes = new Map((await flavors(site.context.session)).map((flavor) => [flavor.name, flavor]));
        const demand = demandOf(spec, sizes);
        const now = await quotas(site.context.session);
        const unseen: Partial<Record<QuotaName, number>> = {
          securityGroupRules: generation === 'v1' ? 2 * spec.services.length : 0,
          // No agent here adds ports of its own to a network.
          ports: 2 * demand.networks,
        };
        for (const name of QUOTAS) {
          const used = now[name].used - earlier[name].used + (unseen[name] ?? 0);
          expect(used, name).to.equal(demand[name]);
        }
      });

      it('wrote an intent before each effect, an outcome after, and the id of everything that stands', async () => {
        const events = await site.events();
        const outcomes = new Map(
          events.flatMap((event) => (event.type === 'outcome' ? [[event.intent, event] as const] : [])),
        );
        const intents = events.filter((event) => event.type === 'intent');
        expect(new Set(intents.map((intent) => intent.intent)).size).to.equal(intents.length);
        for (const intent of intents)
          expect(outcomes.get(intent.intent)?.seq ?? 0, intent.intent).to.be.greaterThan(intent.seq);
        const known = new Set<string>();
        for (const outcome of outcomes.values()) {
          if (outcome.id !== undefined) known.add(refKey({ kind: outcome.kind, id: outcome.id }));
          for (const also of outcome.also ?? []) known.add(refKey(also));
        }
        const { resources, gaps } = await inventory(site.context.session);
        expect(gaps).to.deep.equal([]);
        const saw = events.flatMap((event) => (event.type === 'cluster.saw' ? [event] : []));
        for (const { name } of resources.filter((one) => one.name.startsWith('lb-sg-')))
          expect(saw.map(({ service }) => `lb-sg-${service?.uid}-${service?.namespace}-${service?.name}`)).to.include(
            name,
          );
        for (const { id, facts } of resources.filter((one) => one.kind === 'keypair' && one.id.startsWith(CLUSTER)))
          expect([...outcomes.values()].find((one) => one.id === id)?.fingerprint).to.equal(facts['fingerprint']);
        // Nova makes a volume's attachment and takes it away again; no answer of ours names it.
        const all = resources.filter(({ kind }) => kind !== 'image' && kind !== 'volumeAttachment');
        const there = new Set(Object.values(old).flatMap((items) => items.map((item) => item['id'])));
        const unknown = all.filter((one) => !known.has(refKey(one)) && !there.has(one.id));
        // A monitor made inside a load balancer's one call is named by its pool alone.
        expect(
          unknown.filter((one) => one.kind !== 'healthMonitor').map((one) => `${one.kind} ${one.name}`),
        ).to.deep.equal([]);
      });
    });
  }
}

function surroundings(spec: FootprintSpec): Parameters<typeof footprintPlan>[3] {
  const { controlPlaneFlavor, workerFlavor } = spec;
  return { externalNetwork: 'external', image: 'image', controlPlaneFlavor, workerFlavor };
}

function imageOf(server: Readonly<Record<string, unknown>>): string | undefined {
  const image = server['image'];
  return typeof image === 'object' && image !== null && 'id' in image ? String(image.id) : undefined;
}
