import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkSuites } from '../../src/runner/checkSuites.ts';
import type { BoundSuite } from '../../src/runner/registry.ts';
import type { ProgramName } from '../../src/model/programName.ts';
import { findProgram } from '../../src/programs/find.ts';

describe('What suites need on this machine', () => {
  let home: string;

  beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'troika-suites-'))));
  afterEach(() => rm(home, { recursive: true }));

  function suite(name: ProgramName): BoundSuite {
    return {
      name,
      check: async () => void (await findProgram(name, undefined, { env: { HOME: home }, cwd: home })),
      run: () => Promise.reject(new Error('not asked for')),
    };
  }

  it('is told for each suite that lacks something, with what to do, and once where several lack the same', async () => {
    const checks = await checkSuites([suite('sonobuoy'), suite('sonobuoy'), suite('hydrophone')]);
    expect(checks.map(({ name, state, verdict, says }) => ({ name, state, verdict, says }))).to.deep.equal([
      { name: 'suites', state: 'bad', verdict: 'usage', says: 'sonobuoy is not installed' },
      { name: 'suites', state: 'bad', verdict: 'usage', says: 'hydrophone is not installed' },
    ]);
    expect(checks[0]?.remedy).to.include('troika tools install sonobuoy');
  });

  it('is all there where its programs are, and nothing is said where nothing is needed', async () => {
    const folder = join(home, '.cache/troika/tools/sonobuoy-v0.57.2');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'sonobuoy'), '#!/bin/sh\n', { mode: 0o755 });
    const [check] = await checkSuites([suite('sonobuoy')]);
    expect(check).to.include({ state: 'ok', says: 'on this machine there is what they need: sonobuoy' });
    expect(await checkSuites([{ name: 'any', run: suite('sonobuoy').run }])).to.deep.equal([]);
  });
});
