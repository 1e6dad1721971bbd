import { mkdir, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { writeWhole } from '../../src/io/files.ts';
import { readYaml } from '../../src/io/yaml.ts';

describe('A file written whole', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has its text and its mode, in folders made for it, and nothing beside it', async () => {
    const path = join(folder, 'a', 'b', 'kubeconfig');
    await writeWhole(path, 'first', 0o600);
    await writeWhole(path, 'second', 0o600);
    expect(await readFile(path, 'utf8')).to.equal('second');
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(await readdir(join(folder, 'a', 'b'))).to.deep.equal(['kubeconfig']);
  });

  it('fails where it cannot be written, and what was there stays', async () => {
    const path = join(folder, 'taken');
    await mkdir(path);
    const error: unknown = await writeWhole(path, 'x').catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Error);
    expect((await stat(path)).isDirectory()).to.equal(true);
  });
});

describe('YAML', () => {
  it('is read as PyYAML does: no is false, << merges, 0755 is octal', () => {
    const text = 'base: &base {a: 1}\nother: {<<: *base, b: no}\nmode: 0755\n';
    expect(readYaml(text, 'f')).to.deep.equal({ base: { a: 1 }, other: { a: 1, b: false }, mode: 493 });
  });

  it('with bad syntax is an error that names the line', () => {
    expect(() => readYaml('a: 1\nb: [', 'f.yaml')).to.throw(/f\.yaml/);
  });
});
