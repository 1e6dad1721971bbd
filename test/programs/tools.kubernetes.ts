import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findProgram } from '../../src/programs/find.ts';
import { makePlace, troika, type Ended, type Place } from '../support/program.ts';

describe('troika tools with a real compiler', function () {
  this.timeout(600_000);
  let place: Place;

  before(async () => (place = await makePlace()));
  after(() => place.remove());

  /** With an empty cache of Troika's, and Go's own as it is. */
  function install(name: string, settings: Record<string, string> = {}): Promise<Ended> {
    const own = Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
    const go = { HOME: homedir(), GOCACHE: process.env['GOCACHE'] ?? join(homedir(), '.cache/go-build') };
    const env = { ...Object.fromEntries(own), ...go, XDG_CACHE_HOME: place.path, ...settings } as Record<
      string,
      string
    >;
    return troika(['tools', 'install', name], { cwd: place.path, env });
  }

  it('compiles the pinned ginkgo, which says its own version', async () => {
    const { code, err } = await install('ginkgo');
    expect(code, err).to.equal(0);
    const path = await findProgram('ginkgo', undefined, { env: { XDG_CACHE_HOME: place.path }, cwd: place.path });
    expect(path).to.equal(join(place.path, 'troika/tools/ginkgo-v2.21.0/ginkgo'));
    expect(execFileSync(path, ['version'], { encoding: 'utf8' })).to.include('2.21.0');
  });

  it('cannot get a module where there is no way to one', async () => {
    const { code, err } = await install('sonobuoy', { GOMODCACHE: join(place.path, 'modules'), GOPROXY: 'off' });
    expect(code).to.equal(3);
    expect(err).to.include('is not to be had').and.to.include('GOPROXY');
  });
});
