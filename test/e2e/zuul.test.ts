import { expect } from 'chai';
import { execa } from 'execa';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../src/io/clock.ts';
import { endByEnvironment } from '../../src/io/fence.ts';
import { rawListing } from '../clusters/raw.ts';
import { makePlace, troika, type Ended, type Place } from '../support/program.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { makeZuulFolder, zuulVariables, type ZuulVariables } from '../support/zuulFolder.ts';

const GOES_ON = 75;
const config = (suites: string): string => `
lease: { ttl: 15s }
clusters: [{ label: one, provisioner: footprint, suites: [${suites}] }]
`;

describe('the run of a Zuul build, by the program', function () {
  this.timeout(120_000);
  let world: SimWorld;
  let place: Place;
  let env: Record<string, string>;

  beforeEach(async () => {
    world = await makeSimWorld({ book: true });
    place = await makePlace();
    env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
  });
  afterEach(async () => {
    await place.remove();
    await world.dispose();
  });

  const call = (...args: string[]): Promise<Ended> => troika(args, { cwd: place.path, env });

  async function folderOf(zuul: ZuulVariables): Promise<string> {
    return makeZuulFolder(join(place.path, 'builds'), zuul);
  }

  /** As the job does it: again and again. */
  async function follow(folder: string): Promise<{ code: number | null; said: string }> {
    let said = '';
    for (;;) {
      const { code, out, err } = await call('zuul', 'watch', folder, '--wait', '1s');
      said += out + err;
      if (code !== GOES_ON) return { code, said };
    }
  }

  it('outlives the task that started it, is followed in pieces, ends with its own exit code, and leaves nothing', async () => {
    const before = await rawListing(world);
    await place.write('troika.yaml', config('{ suite: infrastructure }'));
    const folder = await folderOf(zuulVariables());
    const started = await call('zuul', 'start', folder);
    expect(started.code, started.err).to.equal(0);
    const { code, said } = await follow(folder);
    expect(code, said).to.equal(0);
    expect(said)
      .to.match(/one: admitted as t\w+, slot 1/)
      .and.to.match(/all is gone/);
    expect(said.match(/one: admitted/g)).to.have.length(1);

    const again = await call('zuul', 'start', folder);
    expect(again.out).to.match(/was started before/);
    const cleaned = await call('zuul', 'clean', folder);
    expect(cleaned.code, cleaned.err).to.equal(0);
    expect(cleaned.out).to.match(/ended by itself and left nothing/);
    expect(await rawListing(world)).to.deep.equal(before);

    const into = join(place.path, 'logs');
    const collected = await call('zuul', 'collect', folder, '--into', into);
    expect(collected.code, collected.err).to.equal(0);
    const { zuul, troika: outcome } = JSON.parse(await readFile(join(into, 'zuul-return.json'), 'utf8'));
    expect(outcome).to.include({ verdict: 'passed', exit: 0 });
    expect(zuul.warnings[0]).to.match(/^\n\n\*\*passed\*\* Run \w+/);
    for (const { url } of zuul.artifacts) await readFile(join(into, url.replace('troika/', '')));
    expect(zuul.artifacts.map((one: { url: string }) => one.url)).to.include.members([
      'troika/summary.md',
      'troika/run.tar.gz',
    ]);
  });

  it('has what was cleaned after it in its archive, too', async () => {
    const folder = await folderOf(zuulVariables());
    await mkdir(join(folder, 'forceclean', 'one'), { recursive: true });
    await writeFile(join(folder, 'forceclean', 'one', 'journal.ndjson'), '');
    const into = join(place.path, 'logs');
    const collected = await call('zuul', 'collect', folder, '--into', into);
    expect(collected.code, collected.err).to.equal(0);
    const { stdout } = await execa('tar', ['-tzf', join(into, 'run.tar.gz')]);
    expect(stdout).to.include('forceclean/one/journal.ndjson');
  });

  it('shows what a failed cluster is understood by on its own page, beside the archive that has all of it', async () => {
    await place.write('troika.yaml', config(`{ suite: command, name: failing, run: ["false"] }`));
    const folder = await folderOf(zuulVariables());
    await call('zuul', 'start', folder);
    expect((await follow(folder)).code).to.equal(1);
    const into = join(place.path, 'logs');
    const collected = await call('zuul', 'collect', folder, '--into', into);
    expect(collected.code, collected.err).to.equal(0);
    const { zuul } = JSON.parse(await readFile(join(into, 'zuul-return.json'), 'utf8'));
    const page = zuul.artifacts.find((one: { name: string }) => one.name === 'Troika: diagnostics of one');
    const text = await readFile(join(into, page.url.replace('troika/', '')), 'utf8');
    expect(text)
      .to.match(/failing: 1 of 1 failed/)
      .and.not.to.include('<a ');
    const { stdout } = await execa('tar', ['-tzf', join(into, 'run.tar.gz')]);
    expect(stdout).to.match(/diagnostics\/cloud\/servers\/\S+\.console\.log/);
  });

  it('is ended with everything that it started, and what it left is removed, by the clean-up of its build', async () => {
    const before = await rawListing(world);
    const forever = `{ suite: command, name: forever, run: [sh, -c, "setsid sleep 600 & sleep 600"] }`;
    await place.write('troika.yaml', config(forever));
    const zuul = zuulVariables();
    const folder = await folderOf(zuul);
    await call('zuul', 'start', folder);
    for (let said = ''; !/suites …/.test(said);) said += (await call('zuul', 'watch', folder, '--wait', '1s')).out;
    const { pid } = JSON.parse(await readFile(join(folder, 'process.json'), 'utf8'));

    const next = await folderOf(zuulVariables());
    const cleaned = await call('zuul', 'clean', next, '--others');
    expect(cleaned.code, cleaned.out + cleaned.err).to.equal(0);
    expect(cleaned.out).to.contain(`build ${zuul.build}: its run is still alive, and is ended`);
    expect(() => process.kill(pid, 0)).to.throw(/ESRCH/);
    expect(await sleepers(folder)).to.equal(0);
    expect(await rawListing(world)).to.deep.equal(before);
  });
});

/** Processes that a suite of this build started and that are alive. */
async function sleepers(folder: string): Promise<number> {
  return (await endByEnvironment('TROIKA_SUITE_DIR', folder, systemClock)) ?? -1;
}
