import { expect } from 'chai';
import { firstObjects, lastBytes, MOST_FILE, MOST_WHOLE, wholeLines } from '../../src/diagnostics/limit.ts';
import { openShelf } from '../../src/diagnostics/shelf.ts';
import { sentence } from '../../src/diagnostics/sentence.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { filesBelow, makePlace } from '../support/program.ts';

describe('the size of diagnostics', () => {
  it('of a log keeps the end, from the beginning of a line', () => {
    const { text, lost } = lastBytes('first\nsecond ü\nthird\n', 12);
    expect(text).to.equal('third\n');
    expect(lost).to.equal(16);
    expect(lastBytes('short', 5)).to.deep.equal({ text: 'short', lost: 0 });
  });

  it('of a list keeps whole objects, and stays JSON', () => {
    const { text, kept } = firstObjects([{ a: 1 }, { b: 2 }, { c: 'x'.repeat(50) }], 40);
    expect(JSON.parse(text)).to.deep.equal([{ a: 1 }, { b: 2 }]);
    expect(kept).to.have.length(2);
  });

  it('keeps no line that its source has cut in two', () => {
    expect(wholeLines('f a secret\nthe rest\n', 10, 'begin')).to.equal('the rest\n');
    expect(wholeLines('all of it\nhalf of a sec', 10, 'end')).to.equal('all of it\n');
    expect(wholeLines('all of it', 10, 'end')).to.equal('all of it');
  });

  it('is bounded for each file and for all together, and says of each what is missing', async () => {
    const place = await makePlace();
    try {
      const shelf = openShelf(place.path, createRedactor());
      const filler = 'a line of a log that goes on and on\n'.repeat(20_000);
      for (let n = 0; n < 45; n += 1) shelf.log(`${n}.log`, filler, () => []);
      const { entries } = await shelf.write();
      const texts = await filesBelow(place.path);
      const sizes = [...texts.values()].map((text) => Buffer.byteLength(text));
      expect(Math.max(...sizes)).to.be.lessThan(MOST_FILE + 100);
      expect(sizes.reduce((sum, size) => sum + size, 0)).to.be.lessThan(MOST_WHOLE + 46 * 100);
      expect(entries.find(({ path }) => path === '44.log')?.cut).to.equal(`${filler.length} bytes left out`);
      expect(texts.get(`${place.path}/0.log`)).to.match(/^\[\d+ bytes before this are left out\]\na line/);
    } finally {
      await place.remove();
    }
  }).timeout(60_000);

  it('lets the object with which something is wrong be the first of its file', async () => {
    const place = await makePlace();
    try {
      const shelf = openShelf(place.path, createRedactor());
      const objects = [{ name: 'well' }, { name: 'bad' }];
      shelf.objects('x.json', { objects, tell: ({ name }) => (name === 'bad' ? [{ weight: 2, says: 'bad' }] : []) });
      await shelf.write();
      const text = [...(await filesBelow(place.path)).values()][0] ?? '';
      expect(JSON.parse(text)).to.deep.equal([objects[1], objects[0]]);
    } finally {
      await place.remove();
    }
  });

  it('lets no secret through that another part learns later, not even in a sentence that is cut', async () => {
    const place = await makePlace();
    const late = 'learnt-late-0123456789';
    try {
      const shelf = openShelf(place.path, createRedactor());
      const line = `Error: ${'x'.repeat(380)} ${late}`;
      shelf.log('a.log', line, (text) => [sentence(1, text)]);
      shelf.objects('a.json', { objects: [{ text: line }], tell: ({ text }) => [sentence(1, text)] });
      shelf.lacks('something', late);
      shelf.learn([late]);
      const all = JSON.stringify(await shelf.write()) + JSON.stringify([...(await filesBelow(place.path))]);
      expect(all).not.to.include('learnt');
    } finally {
      await place.remove();
    }
  });
});
