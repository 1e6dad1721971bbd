import { expect } from 'chai';
import { removeMetadata, setMetadata } from '../../src/openstack/metadata.ts';
import { failureOf } from './failureOf.ts';
import { PROJECT, withStandIn, type Play, type Script } from './standIn.ts';

/** Answers requests about metadata with one play after the other; the last stays. */
function metadata(...plays: Play[]): Script {
  let next = 0;
  return (request) => (request.path.includes('/metadata') ? plays[Math.min((next += 1), plays.length) - 1] : undefined);
}

const fine: Play = { status: 200, body: { metadata: { old: '1', key: 'v' } } };

describe('metadata of volumes and snapshots', () => {
  for (const kind of ['volume', 'snapshot'] as const)
    it(`are added to those of a ${kind}, and all are answered`, async () => {
      await withStandIn(metadata(fine), async (cloud) => {
        const all = await setMetadata(await cloud.connect(), kind, 'x', { key: 'v' });
        expect(all).to.deep.equal({ old: '1', key: 'v' });
        const [sent] = cloud.to('POST', /metadata/);
        expect(sent?.path).to.equal(`/volume/v3/${PROJECT}/${kind}s/x/metadata`);
        expect(sent?.body).to.deep.equal({ metadata: { key: 'v' } });
      });
    });

  for (const [what, play] of [
    ['is dropped', { drop: true }],
    ['is 503', { status: 503 }],
    ['is 500', { status: 500 }],
    ['is 429', { status: 429 }],
  ] satisfies [string, Play][])
    it(`are sent again when the answer ${what}`, async () => {
      await withStandIn(metadata(play, fine), async (cloud) => {
        await setMetadata(await cloud.connect(), 'volume', 'x', { key: 'v' });
        expect(cloud.to('POST', /metadata/)).to.have.length(2);
      });
    });

  for (const status of [404, 400, 403])
    it(`are refused once for all with ${status}`, async () => {
      await withStandIn(metadata({ status, body: { message: 'so it is' } }), async (cloud) => {
        const error = await failureOf(setMetadata(await cloud.connect(), 'volume', 'x', { key: 'v' }));
        expect(error).to.include({ status, fault: 'so it is' });
        expect(cloud.to('POST', /metadata/)).to.have.length(1);
      });
    });

  it('are taken away by their key, which is sent again, and are gone when there is none', async () => {
    await withStandIn(metadata({ status: 503 }, { status: 404, body: { message: 'no such key' } }), async (cloud) => {
      const removal = await removeMetadata(await cloud.connect(), 'snapshot', 'x', 'a/b');
      expect(removal).to.include({ result: 'gone', says: 'no such key' });
      const sent = cloud.to('DELETE', /metadata/).map(({ path }) => path);
      expect(sent).to.deep.equal(Array(2).fill(`/volume/v3/${PROJECT}/snapshots/x/metadata/a%2Fb`));
    });
  });
});
