import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { TroikaError } from '../../src/model/error.ts';
import type { ProgramName } from '../../src/model/programName.ts';
import { findProgram, type Where } from '../../src/programs/find.ts';
import { refusalOf } from '../support/refusal.ts';

describe('A program that a suite needs', () => {
  let home: string;
  let where: Where;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'troika-program-'));
    where = { env: { HOME: home }, cwd: home };
  });
  afterEach(() => rm(home, { recursive: true }));

  async function put(path: string, mode = 0o755): Promise<string> {
    const file = join(home, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '#!/bin/sh\n');
    await chmod(file, mode);
    return file;
  }

  async function refusal(name: ProgramName, given: string | undefined, of: Where = where): Promise<TroikaError> {
    const error = await refusalOf(findProgram(name, given, of));
    expect(error.verdict).to.equal('usage');
    return error;
  }

  it('is taken from the cache, which follows XDG_CACHE_HOME', async () => {
    const own = await put('.cache/troika/tools/sonobuoy-v0.57.2/sonobuoy');
    expect(await findProgram('sonobuoy', undefined, where)).to.equal(own);
    const elsewhere = await put('elsewhere/troika/tools/sonobuoy-v0.57.2/sonobuoy');
    const set = { ...where, env: { HOME: home, XDG_CACHE_HOME: join(home, 'elsewhere') } };
    expect(await findProgram('sonobuoy', undefined, set)).to.equal(elsewhere);
    // A relative one is invalid, says the XDG Base Directory Specification.
    const relative = { ...where, env: { HOME: home, XDG_CACHE_HOME: 'elsewhere' } };
    expect(await findProgram('sonobuoy', undefined, relative)).to.equal(own);
  });

  it('is the given one, from where Troika was started, also where the cache has one', async () => {
    await put('.cache/troika/tools/ginkgo-v2.21.0/ginkgo');
    const given = await put('bin/ginkgo');
    expect(await findProgram('ginkgo', 'bin/ginkgo', where)).to.equal(given);
    expect(await findProgram('ginkgo', given, { ...where, cwd: '/' })).to.equal(given);
  });

  it('is missed by its name, with the command that installs it', async () => {
    const { message, hint } = await refusal('hydrophone', undefined);
    expect(message).to.equal('hydrophone is not installed');
    expect(hint).to.equal('troika tools install hydrophone, or give the path of one with program:.');
  });

  it('is refused where the given path is no program, whatever is in the cache', async () => {
    await put('.cache/troika/tools/ginkgo-v2.21.0/ginkgo');
    await put('text', 0o644);
    expect((await refusal('ginkgo', 'nowhere')).message).to.equal(`ginkgo: ${home}/nowhere is not there`);
    expect((await refusal('ginkgo', 'text')).message).to.equal(`ginkgo: ${home}/text is not executable`);
    expect((await refusal('ginkgo', '.')).message).to.equal(`ginkgo: ${home} is not a file`);
  });

  it('of another version of Kubernetes is not taken for the one that is asked for', async () => {
    const own = await put('.cache/troika/tools/e2e.test-v1.34.4/e2e.test');
    expect(await findProgram('e2e.test', undefined, where)).to.equal(own);
    expect(await findProgram('e2e.test', undefined, { ...where, kubernetes: 'v1.34.0' })).to.equal(own);
    const { message, hint } = await refusal('e2e.test', undefined, { ...where, kubernetes: 'v1.3.4' });
    expect(message).to.equal('e2e.test: Troika knows no version for Kubernetes v1.3.4');
    expect(hint).to.equal('Give the path of one with program:.');
    const missing = await refusal('ginkgo', undefined, { ...where, kubernetes: 'v1.34.0' });
    expect(missing.hint).to.include('troika tools install ginkgo --kubernetes v1.34.0');
  });
});
