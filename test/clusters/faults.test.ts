import { expect } from 'chai';
import { footprintPlan } from '../../src/clusters/footprint/plan.ts';
import { createFootprint, footprint } from '../../src/clusters/footprint/provisioner.ts';
import { ownNames } from '../../src/clusters/ownNames.ts';
import { footprintSpec } from '../../src/config/footprintSpec.ts';
import { TroikaError } from '../../src/model/error.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { readable } from './listing.ts';
import { plannedListing } from './planned.ts';
import { provisioning, type Provisioning } from './provisioning.ts';
import { added, rawListing } from './raw.ts';
import { replayedDraw } from './replay.ts';

const CLUSTER = 'tfootprint2';
const SPEC = footprintSpec.parse({ generation: 'v1' });

/** Every request that makes or changes something. */
const EFFECTS: readonly (readonly [string, string, RegExp])[] = [
  ['network', 'POST', /\/v2\.0\/networks$/],
  ['subnet', 'POST', /\/subnets$/],
  ['router', 'POST', /\/routers$/],
  ['router interface', 'PUT', /\/add_router_interface$/],
  ['port', 'POST', /\/ports$/],
  ['floating IP', 'POST', /\/floatingips$/],
  ['floating IP’s port', 'PUT', /\/floatingips\/[^/]+$/],
  ['floating IP’s tags', 'PUT', /\/floatingips\/[^/]+\/tags$/],
  ['port’s groups', 'PUT', /\/ports\/[^/]+$/],
  ['security group', 'POST', /\/security-groups$/],
  ['security group rules', 'POST', /\/security-group-rules$/],
  ['default rule', 'DELETE', /\/security-group-rules\/[^/]+$/],
  ['server', 'POST', /\/servers$/],
  ['server group', 'POST', /\/os-server-groups$/],
  ['keypair', 'POST', /\/os-keypairs$/],
  ['attachment', 'POST', /\/os-volume_attachments$/],
  ['volume', 'POST', /\/volumes$/],
  ['snapshot', 'POST', /\/snapshots$/],
  ['load balancer', 'POST', /\/lbaas\/loadbalancers$/],
  ['listener', 'POST', /\/lbaas\/listeners$/],
  ['pool', 'POST', /\/lbaas\/pools$/],
  ['health monitor', 'POST', /\/lbaas\/healthmonitors$/],
  ['member', 'POST', /\/members$/],
  ['application credential', 'POST', /\/application_credentials$/],
];

describe('a footprint when requests go wrong', function () {
  this.timeout(60_000);
  let world: SimWorld;
  let site: Provisioning;

  beforeEach(async () => {
    world = await makeSimWorld();
    site = await provisioning(world, CLUSTER, 1000, 20);
  });

  afterEach(async () => {
    await site.end();
    await world.dispose();
  });

  /** Brings one up and compares what stands with the plan. */
  async function standsAsPlanned(): Promise<void> {
    const old = await rawListing(world);
    const draws = replayedDraw();
    await createFootprint(() => draws.first).up(SPEC, site.context);
    const listing = added(await rawListing(world), old);
    const image = [...world.sim.world.images.keys()][0] ?? '';
    const seen = readable(listing, { externalNetwork: site.context.externalNetworkId, image });
    const { controlPlaneFlavor, workerFlavor } = SPEC;
    const surroundings = { externalNetwork: 'external', image: 'image', controlPlaneFlavor, workerFlavor };
    const planned = plannedListing(footprintPlan(SPEC, ownNames(CLUSTER), draws.again(), surroundings), SPEC);
    for (const collection of Object.keys(planned))
      expect(seen[collection], collection).to.deep.equal(planned[collection]);
  }

  async function failure(): Promise<unknown> {
    try {
      await footprint.up(SPEC, site.context);
    } catch (error) {
      return error;
    }
    throw new Error('it came up');
  }

  async function everyIntentHasAnOutcome(): Promise<void> {
    const events = await site.events();
    const outcomes = new Set(events.flatMap((event) => (event.type === 'outcome' ? [event.intent] : [])));
    const intents = events.flatMap((event) => (event.type === 'intent' ? [event.intent] : []));
    expect(intents.length).to.be.greaterThan(0);
    expect(intents.filter((intent) => !outcomes.has(intent))).to.deep.equal([]);
  }

  it('has each thing once although the first answer to each kind of request was lost', async () => {
    world.sim.script(EFFECTS.map(([, method, path]) => ({ when: { method, path }, then: { do: 'lose' } })));
    await standsAsPlanned();
    const says = (await site.events()).flatMap((event) =>
      event.type === 'outcome' && event.ok && event.says !== undefined ? [event.says] : [],
    );
    expect(says.filter((text) => text.includes('found by its name')).length).to.be.greaterThan(10);
    await everyIntentHasAnOutcome();
  });

  it('has each thing once although the first request of each kind was carried out after its caller had given up', async () => {
    await site.end();
    site = await provisioning(world, CLUSTER, 1000, 20, 300);
    const creates = EFFECTS.filter(([, method]) => method === 'POST');
    world.sim.script(creates.map(([, method, path]) => ({ when: { method, path }, then: { do: 'late', ms: 600 } })));
    await standsAsPlanned();
    const says = (await site.events()).flatMap((event) => (event.type === 'outcome' && event.ok ? [event.says] : []));
    expect(says.filter((text) => text?.includes('found by its name')).length).to.be.greaterThan(10);
    await everyIntentHasAnOutcome();
  });

  it('makes each thing once more when the first request of its kind never arrived', async () => {
    world.sim.script(EFFECTS.map(([, method, path]) => ({ when: { method, path }, then: { do: 'reset' } })));
    await standsAsPlanned();
    const again = (await site.events()).filter((event) => event.type === 'intent' && event.intent.endsWith('#2'));
    expect(again.length).to.be.greaterThan(10);
    await everyIntentHasAnOutcome();
  });

  it('tries again when Octavia is busy with the project, or a load balancer is not to be changed yet', async () => {
    world.sim.script([
      {
        when: { method: 'POST', path: /\/lbaas\/loadbalancers$/, times: 3 },
        then: { do: 'answer', status: 503, says: 'Project busy' },
      },
      {
        when: { method: 'POST', path: /\/lbaas\/pools$/, times: 2 },
        then: { do: 'answer', status: 409, says: 'Load Balancer x is immutable and cannot be updated.' },
      },
    ]);
    await standsAsPlanned();
  });

  it('says what is missing when the credential may make no other, and sends nothing more', async () => {
    world.sim.script([
      {
        when: { method: 'POST', path: /\/application_credentials$/, times: Infinity },
        then: { do: 'answer', status: 403 },
      },
    ]);
    const error = await failure();
    expect(error).to.be.instanceOf(TroikaError);
    expect(error).to.include({ verdict: 'unauthorised' });
    expect((error as TroikaError).hint).to.include('--unrestricted');
    await everyIntentHasAnOutcome();
  });

  it('calls a quota refusal by its name', async () => {
    await world.setQuota({ floatingIps: 1 });
    const error = await failure();
    expect(error).to.include({ verdict: 'broken', class: 'quota' });
    await everyIntentHasAnOutcome();
  });

  it('names the server that failed', async () => {
    world.sim.script([{ when: { method: 'POST', path: /\/servers$/ }, then: { do: 'fail' } }]);
    const error = await failure();
    expect(error).to.include({ verdict: 'broken', class: 'provision' });
    expect(String(error)).to.match(/server tfootprint2-\S+ .* is in state ERROR/);
    await everyIntentHasAnOutcome();
  });

  it('stops when told to, with every answer written down', async () => {
    const running = failure();
    while (world.sim.requests.filter((request) => request.method === 'POST').length < 12)
      await new Promise((done) => setImmediate(done));
    site.stop.abort(new TroikaError('interrupted', 'stopped by SIGTERM'));
    expect(await running).to.include({ verdict: 'interrupted' });
    await everyIntentHasAnOutcome();
    const sent = world.sim.requests.length;
    await new Promise((done) => setTimeout(done, 50));
    expect(world.sim.requests.length).to.equal(sent);
  });

  it('refuses an image or a flavor that is not there, and names those that are', async () => {
    const spec = footprintSpec.parse({ image: 'no such image' });
    let error: unknown;
    await footprint.up(spec, site.context).catch((reason: unknown) => {
      error = reason;
    });
    expect(error).to.include({ verdict: 'usage', message: 'there is no image no such image' });
    expect((error as TroikaError).hint).to.include('Debian 12');
  });
});
