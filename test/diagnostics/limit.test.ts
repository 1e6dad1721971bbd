import { expect } from 'chai';
import { firstObjects, lastBytes, MOST_FILE, MOST_WHOLE } from '../../src/diagnostics/limit.ts';
import { openShelf } from '../../src/diagnostics/shelf.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { filesBelow, makePlace } from '../support/program.ts';

describe('the size of diagnostics', () => {
  it('of a log keeps the end, from the beginning of a line, and says what is missing', () => {
    const { text, lost } = lastBytes('first\nsecond ü\nthird\n', 12);
    expect(text).to.equal('[16 bytes before this are left out]\nthird\n');
    expect(lost).to.equal(16);
    expect(lastBytes('short', 5)).to.deep.equal({ text: 'short', lost: 0 });
  });

  it('of a list keeps whole objects, and stays JSON', () => {
    const { text, lost } = firstObjects([{ a: 1 }, { b: 2 }, { c: 'x'.repeat(50) }], 40);
    expect(JSON.parse(text)).to.deep.equal([{ a: 1 }, { b: 2 }]);
    expect(lost).to.equal(1);
  });

  it('is bounded for each file and for all together, and what tells something goes first', async () => {
    const place = await makePlace();
    try {
      const shelf = openShelf(place.path, createRedactor());
      const filler = 'a line of a log that goes on and on\n'.repeat(20_000);
      for (let n = 0; n < 45; n += 1) await shelf.log(`${n}.log`, filler, []);
      const many = Array.from({ length: 3 }, (_, n) => ({ object: { n, text: 'y'.repeat(300_000) }, sentences: [] }));
      await shelf.objects('all.json', [...many, { object: { n: 'bad' }, sentences: [{ weight: 3, says: 'it is broken' }] }]);
      const sizes = [...(await filesBelow(place.path)).values()].map((text) => Buffer.byteLength(text));
      expect(Math.max(...sizes)).to.be.lessThan(MOST_FILE + 100);
      expect(sizes.reduce((sum, size) => sum + size, 0)).to.be.lessThan(MOST_WHOLE + 46 * 100);
      expect(shelf.entries.find(({ path }) => path === '44.log')?.cut).to.equal(`${filler.length} bytes left out`);
    } finally {
      await place.remove();
    }
  }).timeout(20_000);

  it('lets the object with which something is wrong be the first of its file', async () => {
    const place = await makePlace();
    try {
      const shelf = openShelf(place.path, createRedactor());
      const [well, bad] = [{ name: 'well' }, { name: 'bad' }];
      await shelf.objects('x.json', [{ object: well, sentences: [] }, { object: bad, sentences: [{ weight: 2, says: 'bad' }] }]);
      const text = [...(await filesBelow(place.path)).values()][0] ?? '';
      expect(JSON.parse(text)).to.deep.equal([bad, well]);
    } finally {
      await place.remove();
    }
  });
});
