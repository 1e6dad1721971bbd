import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { systemClock } from '../../src/io/clock.ts';
import { startCompanion, type Companion, type CompanionOptions } from '../../src/io/companion.ts';
import { createRedactor } from '../../src/io/redact.ts';

/** Longer than a companion may take to end. */
const PATIENCE_MS = 15_000;

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const patience = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > patience) throw new Error(`it never came: ${what}`);
    await systemClock.sleep(10);
  }
}

/** Living processes that run in a folder or below. */
async function processesIn(folder: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')));
  return pids.filter((_pid, index) => lines[index]?.includes(`COMPANION=${folder}`));
}

describe('A companion', () => {
  let folder: string;
  let options: CompanionOptions;
  const companions: Companion[] = [];
  const start = (...argv: [string, ...string[]]): Companion => {
    const companion = startCompanion(argv, options);
    companions.push(companion);
    return companion;
  };
  const left = (): Promise<readonly string[]> => processesIn(folder);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-companion-'));
    // Its processes are told by a variable that they all inherit.
    const env = { PATH: process.env['PATH'] ?? '', COMPANION: folder };
    options = { cwd: folder, env, clock: systemClock, redactor: createRedactor() };
  });
  afterEach(async () => {
    await Promise.all(companions.splice(0).map((one) => one.end()));
    await rm(folder, { recursive: true });
  });

  it('runs in its folder with the given environment and nothing else, until it is ended', async () => {
    const companion = start('sh', '-c', 'pwd >ready; env >variables; exec sleep 600');
    await until('its start', async () => (await readdir(folder)).includes('variables'));
    expect(await left()).to.not.deep.equal([]);
    await companion.end();
    expect(await left()).to.deep.equal([]);
    expect((await companion.ended).exitCode).to.equal(undefined);
    expect(await readFile(join(folder, 'ready'), 'utf8')).to.equal(`${folder}\n`);
    const names = (await readFile(join(folder, 'variables'), 'utf8')).split('\n').map((line) => line.split('=')[0]);
    expect(names).to.include('COMPANION').and.to.not.include('HOME');
    await companion.end();
  });

  it('is ended with its children, though it does not listen', async () => {
    const companion = start('sh', '-c', 'trap "" TERM; sleep 600 & echo >ready; sleep 600');
    await until('its start', async () => (await readdir(folder)).includes('ready'));
    expect((await left()).length).to.be.above(3);
    await companion.end();
    expect(await left()).to.deep.equal([]);
  });

  it('that ends by itself leaves nothing, and says how and what it said last', async () => {
    const companion = start('sh', '-c', 'yes filler | head -2000; echo out; echo err >&2; exit 3');
    const { exitCode, said } = await companion.ended;
    expect(exitCode).to.equal(3);
    expect(said).to.match(/filler\nout\nerr$/);
    expect(said.length).to.be.below(600);
    expect(await left()).to.deep.equal([]);
    await companion.end();
  });

  it('that is not there ends at once with the shell’s own number', async () => {
    const { exitCode, said } = await start('/nowhere/program').ended;
    expect(exitCode).to.equal(127);
    expect(said).to.contain('/nowhere/program');
  });

  it('says no secret, not even one that a pipe cut in two', async () => {
    options.redactor.secret('correct-horse');
    const code = 'process.stderr.write("a correct-"); setTimeout(() => process.stderr.write("horse b"), 100)';
    expect((await start(process.execPath, '-e', code).ended).said).to.equal('a [secret] b');
  });

  it('has no standard input of ours', async () => {
    const { said } = await start('sh', '-c', 'cat; { true <&3; } 2>/dev/null && echo more; echo over').ended;
    expect(said).to.equal('over');
  });

  it('cannot be started where there is no shell', () => {
    options = { ...options, env: { PATH: folder } };
    expect(() => startCompanion(['sleep', '1'], options))
      .to.throw('sleep cannot be started')
      .with.property('verdict', 'usage');
  });

  it('leaves no listener behind', async () => {
    const before = process.listenerCount('exit');
    await start('true').ended;
    await start('sleep', '600').end();
    expect(process.listenerCount('exit')).to.equal(before);
    expect(process.listeners('exit').map((one) => one.name)).to.not.include('killAll');
  });

  for (const [how, signal] of [
    ['is killed', 'SIGKILL'],
    ['ends by a signal', 'SIGTERM'],
  ] as const) {
    it(`does not outlive a parent that ${how}`, async () => {
      const here = JSON.stringify(new URL('../../src/io/', import.meta.url).href);
      const code = `const [{ startCompanion }, { systemClock }, { createRedactor }] = await Promise.all(
          ['companion.ts', 'clock.ts', 'redact.ts'].map((file) => import(${here} + file)));
        startCompanion(['sh', '-c', 'echo >ready; exec sleep 600'], { cwd: '.',
          env: { PATH: process.env.PATH, COMPANION: process.cwd() }, clock: systemClock, redactor: createRedactor() });
        await systemClock.sleep(600000);`;
      const argv = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', code];
      const parent = spawn(process.execPath, argv, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
      try {
        await until('its start', async () => (await readdir(folder)).includes('ready'));
        expect(await left()).to.not.deep.equal([]);
      } finally {
        parent.kill(signal);
        await once(parent, 'exit');
      }
      await until('its end', async () => (await left()).length === 0);
    });
  }
});
