import { expect } from 'chai';
import { createLister } from '../../src/openstack/lister.ts';
import { failureOf } from './failureOf.ts';
import { hastyClock, withStandIn, type Script } from './standIn.ts';
import { volumes } from './volumes.ts';

describe('a lister', () => {
  it('shares one list among all who ask for it at once, and with those whom it is new enough for', async () => {
    await withStandIn(volumes({ a: 'available' }), async (cloud) => {
      const clock = hastyClock();
      const lister = createLister(await cloud.connect(), clock);
      const from = clock.monotonic();
      const [one, two] = await Promise.all([lister.listing('volume', from), lister.listing('volume', from)]);
      const three = await lister.listing('volume', from);
      expect(two).to.equal(one);
      expect(three).to.equal(one);
      expect([...one.resources.keys()]).to.deep.equal(['a']);
      expect(one.begunAt).to.be.at.least(from);
      expect(cloud.to('GET', /volumes/)).to.have.length(1);
    });
  });

  it('lists anew for whoever needs a later one, even while an earlier is under way', async () => {
    await withStandIn(volumes({ a: 'available' }), async (cloud) => {
      const clock = hastyClock();
      const lister = createLister(await cloud.connect(), clock);
      const early = lister.listing('volume', clock.monotonic());
      await clock.sleep(10);
      const from = clock.monotonic();
      expect((await lister.listing('volume', from)).begunAt).to.be.at.least(from);
      expect((await early).begunAt).to.be.below(from);
      expect(cloud.to('GET', /volumes/)).to.have.length(2);
    });
  });

  it('has only full lists of kinds that have no brief one, for all', async () => {
    await withStandIn(volumes({ a: 'available' }), async (cloud) => {
      const clock = hastyClock();
      const lister = createLister(await cloud.connect(), clock);
      const from = clock.monotonic();
      expect(await lister.listing('volume', from, { brief: true })).to.equal(await lister.listing('volume', from));
    });
  });

  it('does not keep a list that failed', async () => {
    let broken = true;
    const script: Script = (request) =>
      broken && request.path.includes('/volumes/') ? { status: 403, body: {} } : undefined;
    await withStandIn(script, async (cloud) => {
      const clock = hastyClock();
      const lister = createLister(await cloud.connect(), clock);
      const from = clock.monotonic();
      expect(await failureOf(lister.listing('volume', from))).to.include({ status: 403 });
      broken = false;
      expect((await lister.listing('volume', from)).resources.size).to.equal(0);
    });
  });

  it('gives a full list to whoever needs a brief one, and never the other way round', async () => {
    await withStandIn(
      () => undefined,
      async (cloud) => {
        const clock = hastyClock();
        const lister = createLister(await cloud.connect(), clock);
        const from = clock.monotonic();
        await lister.listing('server', from);
        await lister.listing('server', from, { brief: true });
        expect(cloud.to('GET', /\/servers\?/)).to.have.length(0);
        await clock.sleep(10);
        const later = clock.monotonic();
        await lister.listing('server', later, { brief: true });
        await lister.listing('server', later);
        expect(cloud.to('GET', /\/servers\?/)).to.have.length(1);
        expect(cloud.to('GET', /\/servers\/detail/)).to.have.length(2);
      },
    );
  });
});
