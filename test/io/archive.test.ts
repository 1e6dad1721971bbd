import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { packTar, type TarEntry } from 'modern-tar';
import { packInto, readArchive, type ArchiveLimits } from '../../src/io/archive.ts';

const LIMITS: ArchiveLimits = { entries: 100, bytes: 64 * 1024 * 1024, ratio: 200 };

describe('An archive of strangers', function () {
  this.timeout(60_000);
  let folder: string;
  let archive: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-archive-'));
    archive = join(folder, 'a.tar.gz');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const file = (name: string, body = 'text'): TarEntry => ({ header: { name, size: body.length, type: 'file' }, body });
  const pack = async (...entries: TarEntry[]) => writeFile(archive, gzipSync(await packTar(entries)));

  /** Files by path, or what is wrong. */
  async function read(limits = LIMITS): Promise<Record<string, string> | string> {
    const texts: Record<string, string> = {};
    try {
      await readArchive(archive, limits, (path) => (bytes) => {
        texts[path] = (texts[path] ?? '') + Buffer.from(bytes).toString();
      });
      return texts;
    } catch (error) {
      return (error as Error).message;
    }
  }

  it('gives its files, as they were packed', async () => {
    await writeFile(join(folder, 'one.txt'), 'one');
    await writeFile(join(folder, 'two.txt'), 'two'.repeat(100_000));
    await packInto(archive, folder, ['one.txt', 'two.txt']);
    expect(await read()).to.deep.equal({ 'one.txt': 'one', 'two.txt': 'two'.repeat(100_000) });
  });

  it('gives only what is wanted', async () => {
    await pack(file('a/x.yaml', 'wanted'), file('a/y.log'), { header: { name: 'a/', size: 0, type: 'directory' } });
    const seen: string[] = [];
    await readArchive(archive, LIMITS, (path, bytes) => {
      if (!path.endsWith('.yaml')) return undefined;
      return (piece) => void seen.push(`${path} ${bytes} ${Buffer.from(piece).toString()}`);
    });
    expect(seen).to.deep.equal(['a/x.yaml 6 wanted']);
  });

  for (const name of ['../x', 'a/../../x', '/etc/passwd', '..', 'a\\..\\x']) {
    it(`is refused with the path ${name}`, async () => {
      await pack(file('good'), file(name));
      expect(await read()).to.contain('leads out of it');
    });
  }

  it('may have paths that begin with a dot', async () => {
    await pack(file('./a/./b', 'x'), file('a/..b/c', 'y'));
    expect(await read()).to.deep.equal({ 'a/b': 'x', 'a/..b/c': 'y' });
  });

  for (const type of ['symlink', 'link', 'character-device', 'block-device', 'fifo'] as const) {
    it(`is refused with a ${type}`, async () => {
      await pack(file('good'), { header: { name: 'bad', size: 0, type, linkname: 'good' } });
      expect(await read()).to.equal(`bad is no file but a ${type}`);
    });
  }

  it('is refused with the same file twice', async () => {
    await pack(file('a/b', 'one'), file('a//b', 'two'));
    expect(await read()).to.equal('a/b is in it twice');
  });

  it('is refused over a limit: of entries, of bytes', async () => {
    await pack(file('a'), file('b'), file('c', 'x'.repeat(5000)));
    expect(await read({ ...LIMITS, entries: 2 })).to.equal('more than 2 entries');
    expect(await read({ ...LIMITS, bytes: 5000 })).to.equal('more than 5000 bytes unpacked');
  });

  it('is refused when it is a bomb, without being unpacked to its end', async () => {
    await pack(file('zeros', '0'.repeat(60 * 1024 * 1024)));
    expect(await read()).to.equal('it unpacks to more than 200 times its size');
  });

  it('is refused wherever it is cut off, packed or unpacked', async function () {
    this.timeout(120_000);
    await pack(file('a', 'some text'), file('b/c', 'more text'));
    const whole = await readFile(archive);
    for (let length = 0; length < whole.length; length += 1) {
      await writeFile(archive, whole.subarray(0, length));
      expect(await read(), `packed, at ${length}`).to.be.a('string');
    }
    const tar = gunzipSync(whole);
    for (let length = 0; length < tar.length; length += 61) {
      await writeFile(archive, gzipSync(tar.subarray(0, length)));
      expect(await read(), `unpacked, at ${length}`).to.be.a('string');
    }
    await writeFile(archive, whole);
    expect(await read()).to.have.keys('a', 'b/c');
  });

  it('is refused with any byte of it changed, or its files are the same', async () => {
    await pack(file('a', 'some text'), file('b', 'more text'));
    const whole = await readFile(archive);
    for (let at = 0; at < whole.length; at += 1) {
      const bad = Buffer.from(whole);
      bad[at] = (bad[at] ?? 0) ^ 0x21;
      await writeFile(archive, bad);
      const told = await read();
      // The header of gzip has fields that say nothing about the text, such as its time.
      if (typeof told !== 'string') expect(told, `at ${at}`).to.deep.equal({ a: 'some text', b: 'more text' });
    }
  });

  it('that is none, or not there, says so', async () => {
    expect(await read()).to.contain('ENOENT');
    await writeFile(archive, '<html>502 Bad Gateway</html>');
    expect(await read()).to.contain('header');
  });
});
