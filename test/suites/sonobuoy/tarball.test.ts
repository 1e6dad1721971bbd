import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createRedactor } from '../../../src/io/redact.ts';
import { NOTHING_HEARD } from '../../../src/suites/sonobuoy/heard.ts';
import { outcomeOf } from '../../../src/suites/sonobuoy/outcome.ts';
import { readTarball } from '../../../src/suites/sonobuoy/tarball.ts';
import { FEW, filesOf, tarballOf, type Spec } from './tarballs.ts';

/** All of them passed: the worst to be taken for a damaged one. */
const GREEN: readonly Spec[] = FEW.filter(({ is }) => is === 'passed');

const SEED = Number(process.env['TROIKA_SEED'] ?? Date.now() % 1_000_000);

describe('A tarball of Sonobuoy', function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-tarball-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Names and states of its tests, or why it is broken. */
  async function read(bytes: Uint8Array, redactor = createRedactor()): Promise<string> {
    const path = join(folder, 'a.tar.gz');
    await writeFile(path, bytes);
    const tarball = await readTarball(path, folder, redactor);
    if ('broken' in tarball) return `broken: ${tarball.broken}`;
    const { report } = outcomeOf(tarball.plugins, ['e2e'], NOTHING_HEARD, undefined);
    return 'broken' in report ? `broken: ${report.broken}` : report.cases.map(({ state }) => state).join(' ');
  }

  it('gives its tests, and the log of the e2e plugin without secrets', async () => {
    const redactor = createRedactor();
    redactor.secret('00000000-0000-4000-8000');
    expect(await read(await tarballOf(filesOf(FEW)), redactor)).to.equal('passed passed failed skipped');
    expect(await readFile(join(folder, 'e2e.log'), 'utf8')).to.contain('Starting e2e run "[secret]');
  });

  it('is never passed where it is cut off', async () => {
    const whole = await tarballOf(filesOf(GREEN));
    expect(await read(whole)).to.equal('passed passed');
    for (let length = 0; length < whole.length; length += 5)
      expect(await read(whole.subarray(0, length)), `at ${length}`).to.match(/^broken: /);
  });

  it('is never passed where a byte of it is another one', async () => {
    const tar = gunzipSync(await tarballOf(filesOf(GREEN)));
    let random = SEED;
    const next = (below: number): number => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return random % below;
    };
    for (let round = 0; round < 300; round += 1) {
      const bad = Buffer.from(tar);
      const at = next(bad.length);
      bad[at] = (bad[at] ?? 0) ^ (1 + next(255));
      // In a file that nobody reads, or in a name or a time of the reports, it makes no difference to states.
      expect(await read(gzipSync(bad)), `seed ${SEED}, byte ${at}`).to.match(/^(broken: .*|passed passed)$/s);
    }
  });

  for (const [what, files, reason] of [
    ['leads out of it', { '../../etc/cron.d/x': 'x' }, 'leads out of it'],
    ['has results that are no UTF-8', {}, 'cannot be trusted'],
  ] as const) {
    it(`is refused when it ${what}`, async () => {
      const whole = await tarballOf({ ...filesOf(GREEN), ...files });
      const bytes = Object.keys(files).length > 0 ? whole : gzipSync(latin(gunzipSync(whole)));
      expect(await read(bytes)).to.contain(reason);
    });
  }
});

/** The same with a byte in a test's name that is no UTF-8. */
function latin(tar: Buffer): Buffer {
  const at = tar.lastIndexOf('Deployment should roll');
  tar[at] = 0xe9;
  return tar;
}
