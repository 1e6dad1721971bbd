import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { findProgram } from '../../src/suites/program.ts';
import { makePlace, troika, type Place } from '../support/program.ts';

describe('troika tools with a real compiler', function () {
  this.timeout(600_000);
  let place: Place;
  let env: Record<string, string>;

  before(async () => {
    place = await makePlace();
    // An empty cache of Troika's, and the user's own of Go's.
    env = JSON.parse(
      execFileSync('go', ['env', '-json', 'GOCACHE', 'GOMODCACHE', 'GOPROXY'], { encoding: 'utf8' }),
    ) as Record<string, string>;
  });
  after(() => place.remove());

  it('compiles the pinned ginkgo, which says its own version', async () => {
    const { code, err } = await troika(['tools', 'install', 'ginkgo'], {
      cwd: place.path,
      env: { ...env, PATH: process.env['PATH'] ?? '' },
    });
    expect(code, err).to.equal(0);
    const path = await findProgram('ginkgo', undefined, { env: { HOME: place.path }, cwd: place.path });
    expect(path).to.equal(join(place.path, '.cache/troika/tools/ginkgo-v2.21.0/ginkgo'));
    expect(execFileSync(path, ['version'], { encoding: 'utf8' })).to.include('2.21.0');
  });

  it('cannot get a module where there is no way to one', async () => {
    const { code, err } = await troika(['tools', 'install', 'sonobuoy'], {
      cwd: place.path,
      env: { ...env, GOMODCACHE: join(place.path, 'modules'), GOPROXY: 'off', PATH: process.env['PATH'] ?? '' },
    });
    expect(code).to.equal(3);
    expect(err).to.include('is not to be had').and.to.include('GOPROXY');
  });
});
