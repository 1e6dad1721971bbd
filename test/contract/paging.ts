import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { Wire, WireService } from '../support/wire.ts';
import type { MakeWorld } from '../support/world.ts';
import { makeLoadBalancer, makeNetwork, makePort, makeVolume, ok, onStage } from './stage.ts';

/** The address of the next page as each service gives it. */
function nextOf(body: unknown, key: string): string | undefined {
  const links = at(body, `${key}_links`);
  const next = Array.isArray(links) ? links.find((link: unknown) => at(link, 'rel') === 'next') : undefined;
  return next === undefined ? undefined : textAt(next, 'href');
}

/** Follows pages of one to the end. */
async function pages(
  wire: Wire,
  service: WireService,
  path: string,
  key: string,
): Promise<{ ids: string[]; sizes: number[] }> {
  const ids: string[] = [];
  const sizes: number[] = [];
  let next: string | undefined = `${path}?limit=1`;
  while (next !== undefined) {
    const body: unknown = await ok(wire, service, 'GET', next);
    const items = listAt(body, key);
    sizes.push(items.length);
    ids.push(...items.map((item) => textAt(item, 'id')));
    next = nextOf(body, key);
    if (sizes.length > 20) throw new Error('the pages do not end');
  }
  return { ids, sizes };
}

/** Every service pages in its own way, and says "next" also behind the last full page. */
export function describePaging(makeWorld: MakeWorld): void {
  describe('paging', function () {
    this.timeout(180_000);
    const stage = onStage(makeWorld);

    it('gives all of a Neutron list, page by page', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'paged');
      const made = await Promise.all([1, 2, 3].map(() => makePort(wire, networkId)));
      const { ids, sizes } = await pages(wire, 'network', '/ports', 'ports');
      expect(ids).to.have.members(made);
      expect(sizes).to.deep.equal([1, 1, 1, 0]);
    });

    it('gives all of a Cinder list, page by page, newest first', async () => {
      const { wire } = stage();
      const made = [];
      for (const name of ['a', 'b', 'c']) made.push(await makeVolume(wire, { name }));
      for (const path of ['/volumes', '/volumes/detail']) {
        const { ids, sizes } = await pages(wire, 'volume', path, 'volumes');
        expect(ids).to.have.members(made);
        expect(sizes).to.deep.equal([1, 1, 1, 0]);
      }
    });

    it('gives all of an Octavia list, page by page', async () => {
      const { wire } = stage();
      const { subnetId } = await makeNetwork(wire, 'balanced');
      const made = [await makeLoadBalancer(wire, subnetId), await makeLoadBalancer(wire, subnetId)];
      const { ids, sizes } = await pages(wire, 'loadBalancer', '/lbaas/loadbalancers', 'loadbalancers');
      expect(ids).to.have.members(made);
      expect(sizes).to.deep.equal([1, 1, 0]);
    });

    it('refuses a marker that is not there', async () => {
      const { wire } = stage();
      const marker = '00000000-0000-0000-0000-000000000000';
      const ask = async (service: WireService, path: string) =>
        (await wire.send(service, 'GET', `${path}?limit=1&marker=${marker}`)).status;
      expect(await ask('compute', '/servers')).to.equal(400);
      expect(await ask('loadBalancer', '/lbaas/loadbalancers')).to.equal(400);
      expect(await ask('volume', '/volumes')).to.equal(404);
      expect(await ask('network', '/ports')).to.equal(404);
    });
  });
}
