import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { systemClock } from '../../src/io/clock.ts';
import { pinsOf } from '../../src/programs/pins.ts';
import { makeTools } from '../support/inProcess.ts';
import { makePlace, startTroika, type Ended, type Place } from '../support/program.ts';
import { standInGo, type GoBehaviour } from '../support/standInGo.ts';

const [SONOBUOY] = pinsOf('sonobuoy');
const GOOD = { sum: SONOBUOY?.sum ?? '', says: SONOBUOY?.version ?? '' };
const KEPT = `.cache/troika/tools/sonobuoy-${SONOBUOY?.version}`;

describe('troika tools', function () {
  this.timeout(60_000);
  let place: Place;

  beforeEach(async () => (place = await makePlace()));
  afterEach(() => place.remove());

  interface Said {
    readonly code: number;
    readonly text: string;
  }

  async function troika(args: readonly string[], path = '/nowhere'): Promise<Said> {
    const { tools, printed } = makeTools(place.path, '');
    // Commands import their use cases when they are called; loaded in the same way, both know one class of errors.
    const { runCommandLine } = await import('../../src/cli/commandLine.ts');
    const code = await runCommandLine(args, { ...tools, env: { HOME: place.path, PATH: path } });
    return { code, text: printed() };
  }

  async function goPath(behaviour: GoBehaviour): Promise<string> {
    return `${await standInGo(place.path, behaviour)}:/usr/bin:/bin`;
  }

  async function install(behaviour: GoBehaviour): Promise<Said> {
    return troika(['tools', 'install', 'sonobuoy'], await goPath(behaviour));
  }

  /** What is in the program's folder of the cache. */
  const kept = (): Promise<readonly string[]> => readdir(join(place.path, KEPT)).catch(() => []);

  it('install: says what comes from where, what it costs and where it is put, and nothing of a credential', async () => {
    const { code, text } = await install(GOOD);
    expect(code, text).to.equal(0);
    expect(text).to.include('github.com/vmware-tanzu/sonobuoy v0.57.2 with go1.26.8');
    expect(text).to.include('https://proxy.example.com,direct').and.to.not.include('hunter2');
    expect(text).to.match(/about \d+ min .*\d+ MB go into/);
    expect(text).to.include(`: ${join(place.path, KEPT, 'sonobuoy')}`);
    expect(await kept()).to.deep.equal(['sonobuoy']);
    const calls = await readFile(join(place.path, 'go-bin/calls'), 'utf8');
    expect(calls, 'no other Go, no other modules').to.match(/^-mod=readonly local build -C .* -mod=readonly /);
  });

  it('install: does nothing where the program is there, also without a compiler', async () => {
    await install(GOOD);
    const { mtimeMs } = await stat(join(place.path, KEPT, 'sonobuoy'));
    const again = await troika(['tools', 'install', 'sonobuoy']);
    expect(again.code, again.text).to.equal(0);
    expect(again.text).to.match(/^sonobuoy v0\.57\.2 is there already: /);
    expect((await stat(join(place.path, KEPT, 'sonobuoy'))).mtimeMs).to.equal(mtimeMs);
  });

  it('install: refuses a module of another checksum before anything is compiled', async () => {
    const { code, text } = await install({ ...GOOD, sum: 'h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' });
    expect(code).to.equal(4);
    expect(text).to.include('has the checksum h1:AAAA').and.to.include(GOOD.sum).and.to.include('Nothing was compiled');
    expect(await readdir(join(place.path, 'go-bin'))).to.not.include('calls');
    expect(await kept()).to.deep.equal([]);
  });

  it('install: refuses what Go itself takes for changed', async () => {
    const { code, text } = await install({ error: 'verifying module: checksum mismatch\n\nSECURITY ERROR' });
    expect(code, text).to.equal(4);
    expect(await kept()).to.deep.equal([]);
  });

  it('install: says where a module cannot be fetched, and how to do without', async () => {
    const { code, text } = await install({ error: 'dial tcp: lookup proxy.example.com: no such host' });
    expect(code).to.equal(3);
    expect(text).to.include('is not to be had: dial tcp: lookup proxy.example.com: no such host');
    expect(text).to.include('go env GOPROXY').and.to.include('program:');
    expect(await kept()).to.deep.equal([]);
  });

  it('install: says what to do without a compiler, and with one that is too old', async () => {
    const none = await troika(['tools', 'install']);
    expect(none.code).to.equal(2);
    expect(none.text).to.include('there is no Go compiler in PATH').and.to.include('program:');
    const old = await install({ ...GOOD, version: 'go1.20.14' });
    expect(old.code).to.equal(2);
    expect(old.text).to.include('sonobuoy v0.57.2 needs Go 1.21, and here is go1.20.14');
  });

  it('install: keeps no program that says another version of itself', async () => {
    const { code, text } = await install({ ...GOOD, says: 'v0.0.0' });
    expect(code).to.equal(3);
    expect(text).to.include('says of itself').and.to.include('v0.0.0');
    expect(await kept()).to.deep.equal([]);
  });

  it('install: stopped, leaves nothing; killed, nothing that is taken for a program, and the next one clears it', async () => {
    const env = { PATH: await goPath({ ...GOOD, hangs: true }) };
    const begun = join(place.path, 'go-bin/compiling');
    const started = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<Ended & { readonly compiler: number }> => {
      await rm(begun, { force: true });
      const { child, ended } = startTroika(['tools', 'install', 'sonobuoy'], { cwd: place.path, env });
      let compiler = Number.NaN;
      while (!(compiler > 0)) {
        await systemClock.sleep(20);
        compiler = Number(await readFile(begun, 'utf8').catch(() => ''));
      }
      child.kill(signal);
      return { ...(await ended), compiler };
    };
    const stopped = await started('SIGTERM');
    expect(stopped.code).to.equal(130);
    expect(stopped.err).to.include('nothing was installed');
    expect(await kept()).to.deep.equal([]);

    const { compiler } = await started('SIGKILL');
    // A compiler is not ended with us, and finds its folder gone.
    process.kill(compiler, 'SIGKILL');
    const left = await kept();
    expect(left).to.have.length(1);
    expect(left).to.not.include('sonobuoy');
    const list = await troika(['tools', 'list']);
    expect(list.text).to.include('not installed: troika tools install sonobuoy');
    const next = await install(GOOD);
    expect(next.code, next.text).to.equal(0);
    expect(await kept()).to.deep.equal(['sonobuoy']);
  });

  it('install: two at once leave one whole program', async () => {
    const both = await Promise.all([install(GOOD), install(GOOD)]);
    expect(both.map(({ code }) => code)).to.deep.equal([0, 0]);
    expect(await kept()).to.deep.equal(['sonobuoy']);
  });

  it('install: knows which names there are, and for which Kubernetes', async () => {
    const name = await troika(['tools', 'install', 'wrong']);
    expect(name.code).to.equal(2);
    expect(name.text).to.include('"e2e.test"').and.to.include('troika tools install --help');
    const version = await troika(['tools', 'install', 'ginkgo', '--kubernetes', 'v1.3.4']);
    expect(version.code).to.equal(2);
    expect(version.text).to.include('ginkgo: Troika knows no version for Kubernetes v1.3.4');
  });

  it('list: tells what is installed, for people and as JSON', async () => {
    await install(GOOD);
    const text = await troika(['tools', 'list']);
    expect(text.text).to.match(new RegExp(`^sonobuoy +v0\\.57\\.2 +any Kubernetes +${join(place.path, KEPT)}`, 'm'));
    expect(text.text).to.match(/^e2e\.test +v\S+ +Kubernetes v\S+ +not installed: troika tools install e2e\.test$/m);
    const json = await troika(['tools', 'list', '--json']);
    const { version, tools } = JSON.parse(json.text) as {
      version: number;
      tools: { name: string; installed: boolean }[];
    };
    expect(version).to.equal(1);
    expect(tools.filter((tool) => tool.installed).map((tool) => tool.name)).to.deep.equal(['sonobuoy']);
  });
});
