import { expect } from 'chai';
import { listAt } from '../support/json.ts';
import type { WireService } from '../support/wire.ts';
import type { MakeWorld } from '../support/world.ts';
import { makeNetwork, makePort, makeVolume, onStage } from './stage.ts';

/** A filter is a hint: some are refused, some silently dropped, by service and microversion. */
export function describeFilters(makeWorld: MakeWorld): void {
  describe('filters', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);
    const status = async (service: WireService, path: string): Promise<number> =>
      (await stage().wire.send(service, 'GET', path)).status;

    it('are refused by Neutron, Octavia, and new microversions of Nova and Cinder when unknown', async () => {
      expect(await status('network', '/ports?nonsense=1')).to.equal(400);
      expect(await status('loadBalancer', '/lbaas/loadbalancers?nonsense=1')).to.equal(400);
      expect(await status('compute', '/servers?nonsense=1')).to.equal(400);
      expect(await status('volume', '/volumes/detail?nonsense=1')).to.equal(400);
    });

    it('are dropped by old microversions of Cinder, which then list everything', async () => {
      const { wire } = stage();
      await makeVolume(wire);
      const old = { 'OpenStack-API-Version': 'volume 3.30' };
      const reply = await wire.send('volume', 'GET', '/volumes/detail?nonsense=1', undefined, old);
      expect(listAt(reply.body, 'volumes')).to.have.length(1);
    });

    it('are accepted and dropped by old microversions of Nova', async () => {
      const { wire } = stage();
      const old = { 'OpenStack-API-Version': 'compute 2.74' };
      const reply = await wire.send('compute', 'GET', '/servers?nonsense=1', undefined, old);
      expect(reply.status).to.equal(200);
    });

    it('find by name and by tag in Neutron, and nothing for an impossible tag', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'filtered');
      const id = await makePort(wire, networkId, { name: 'one' });
      await makePort(wire, networkId, { name: 'two' });
      await wire.send('network', 'PUT', `/ports/${id}/tags`, { tags: ['mine'] });
      const found = async (query: string) =>
        listAt((await wire.send('network', 'GET', `/ports?${query}`)).body, 'ports').length;
      expect(await found('name=one')).to.equal(1);
      expect(await found('tags=mine')).to.equal(1);
      expect(await found('tags=impossible-tag')).to.equal(0);
      expect(await found(`network_id=${networkId}`)).to.equal(2);
    });

    it('are properties for Glance: what no image has finds nothing', async () => {
      const reply = await stage().wire.send('image', 'GET', '/images?nonsense=1');
      expect(listAt(reply.body, 'images')).to.deep.equal([]);
    });
  });
}
