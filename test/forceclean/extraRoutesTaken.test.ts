import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { harmed } from '../../src/forceclean/harm.ts';
import { refKey } from '../../src/model/resource.ts';
import type { Mishap } from '../../src/sim/core/script.ts';
import type { Router } from '../../src/sim/network/rows.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { fastClock } from './fastClock.ts';
import { openStage, type Stage } from './stage.ts';

const C = 'tabcdefghia';
const clock = fastClock(40);

describe('taking extra routes off a router', () => {
  let world: SimWorld;
  let stage: Stage;

  beforeEach(async () => {
    world = await makeSimWorld();
    stage = await openStage(world);
    await stage.stand(C, { controlPlanes: 1, workers: 0, services: [] });
    const [router] = world.sim.world.routers.values();
    const nexthop = [...world.sim.world.ports.values()].find((port) => port.deviceOwner.startsWith('compute:'));
    if (router === undefined || nexthop === undefined) throw new Error('no router or no node');
    const address = nexthop.fixedIps[0]?.address ?? '';
    router.routes = ['10.20.0.0/24', '10.21.0.0/24'].map((destination) => ({ destination, nexthop: address }));
  });
  afterEach(async () => {
    await stage.close();
    await world.dispose();
  });

  async function clean(then?: Mishap, times = 1): Promise<readonly string[]> {
    if (then !== undefined) world.sim.script([{ when: { method: 'PUT', path: /remove_extraroutes/, times }, then }]);
    const { left } = await stage.clean(C, {}, { clock, deadline: clock.monotonic() + 600_000 });
    expect(harmed(stage.session.log, stage.plans)).to.deep.equal([]);
    return left.map((one) => `${one.ref.kind}: ${one.why}`);
  }
  const asked = () =>
    stage.calls.flatMap(({ method, path }) =>
      method === 'PUT' && path.startsWith('/routers/') ? [path.split('/').at(-1)] : [],
    );

  it('comes before its interface, and is written down like a deletion', async () => {
    expect(await clean()).to.deep.equal([]);
    expect(asked().slice(-2)).to.deep.equal(['remove_extraroutes', 'remove_router_interface']);
    const events = await stage.events();
    const cleaning = events.slice(events.findIndex((event) => event.type === 'clean.planned'));
    const changes = cleaning.flatMap((event) => (event.type === 'intent' && event.do === 'change' ? [event] : []));
    expect(changes.map((event) => event.kind)).to.deep.equal(['router']);
    const outcomes = cleaning.flatMap((event) => (event.type === 'outcome' ? [event] : []));
    expect(outcomes.find((event) => event.intent === changes[0]?.intent)?.ok).to.equal(true);
  });

  const once: readonly (readonly [string, Mishap])[] = [
    ['loses its answer', { do: 'lose' }],
    ['is reset before the effect', { do: 'reset' }],
    ['is answered 503', { do: 'answer', status: 503 }],
    ['is refused with 409', { do: 'answer', status: 409 }],
  ];
  for (const [title, then] of once) {
    it(`is looked at again when it ${title}: all goes nevertheless`, async () => {
      expect(await clean(then)).to.deep.equal([]);
    });
  }

  it('leaves the others written, under the revision that was seen, where Neutron knows no such call', async () => {
    expect(await clean({ do: 'answer', status: 404 }, Infinity)).to.deep.equal([]);
    const instead = stage.calls.find((call) => call.method === 'PUT' && /^\/routers\/[^/]+$/.test(call.path));
    expect(instead?.body).to.deep.equal({ router: { routes: [] } });
    expect(instead?.headers?.['if-match']).to.match(/^revision_number=\d+$/);
  });

  const drifts: readonly (readonly [string, (router: Router) => void])[] = [
    ['bears a mark to be kept', (router) => router.tags.push('e2e-keep=true')],
    [
      'has a route by way of somebody else',
      (router) => router.routes.push({ destination: '10.22.0.0/24', nexthop: '10.6.0.250' }),
    ],
  ];
  for (const [title, drift] of drifts) {
    it(`does not come to a router that ${title} since the plan was made`, async () => {
      const [router] = world.sim.world.routers.values();
      if (router === undefined) throw new Error('no router');
      const before = [...router.routes];
      const deadline = clock.monotonic() + 600_000;
      const { left, kept } = await stage.clean(C, {}, { clock, deadline }, (round) => {
        if (round === 1) drift(router);
      });
      expect(router.routes).to.include.deep.members(before);
      expect(asked()).to.not.include('remove_extraroutes').and.to.not.include('remove_router_interface');
      expect([...left.map((one) => one.ref), ...kept.map((one) => one.target)].map(refKey)).to.include(
        `router/${router.id}`,
      );
    });
  }

  it('does not come while a port of another project is on the network: the routes may lead to that', async () => {
    const { routers, ports } = world.sim.world;
    const [router] = routers.values();
    const node = [...ports.values()].find((port) => port.deviceOwner.startsWith('compute:'));
    if (router === undefined || node === undefined) throw new Error('no router or no node');
    const [at] = node.fixedIps;
    if (at === undefined) throw new Error('no address');
    const address = at.address.replace(/\d+$/, '250');
    ports.set('vpn', {
      ...node,
      id: 'vpn',
      name: 'vpn',
      projectId: 'f00d',
      deviceId: '',
      fixedIps: [{ ...at, address }],
    });
    router.routes.push({ destination: '10.50.0.0/16', nexthop: address });
    const before = [...router.routes];
    const left = await clean();
    expect(router.routes).to.deep.equal(before);
    expect(asked()).to.not.include('remove_extraroutes').and.to.not.include('remove_router_interface');
    expect(left.join()).to.match(/port: routes of router .* lead through it, maybe to port vpn of project f00d/);
  });

  it('is given up where the credential may not, with the router and the network left', async () => {
    const left = await clean({ do: 'answer', status: 403 }, Infinity);
    expect(left.map((one) => one.split(':')[0]).sort()).to.deep.equal(['network', 'port', 'router', 'subnet']);
    expect(left.join()).to.match(/port: not permitted/);
  });
});
