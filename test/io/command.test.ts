import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { getEventListeners } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { systemClock } from '../../src/io/clock.ts';
import { runCommand } from '../../src/io/command.ts';
import type { CommandOptions } from '../../src/io/command.ts';
import { createRedactor } from '../../src/io/redact.ts';

/** A Node program as argv: the same on every system that can run these tests. */
function node(code: string): [string, ...string[]] {
  return [process.execPath, '-e', code];
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await systemClock.sleep(10);
}

describe('A command', () => {
  let folder: string;
  let options: CommandOptions;
  const output = (): Promise<string> => readFile(options.output, 'utf8');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-command-'));
    options = {
      cwd: folder,
      env: {},
      output: join(folder, 'output.log'),
      timeoutMs: 60_000,
      graceMs: 200,
      signal: new AbortController().signal,
      clock: systemClock,
      redactor: createRedactor(),
    };
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('ends with its exit code, and both of its streams are in the file', async () => {
    const result = await runCommand(node('console.log("out"); console.error("err"); process.exitCode = 3'), options);
    expect(result).to.include({
      exitCode: 3,
      signal: undefined,
      timedOut: false,
      cancelled: false,
      notStarted: undefined,
    });
    expect(result.seconds).to.be.greaterThan(0);
    expect((await output()).split('\n').toSorted()).to.deep.equal(['', 'err', 'out']);
  });

  it('sees the given environment and nothing else', async () => {
    await runCommand(node('console.log(Object.keys(process.env).join())'), {
      ...options,
      env: { TROIKA_ONLY: 'this' },
    });
    expect(await output()).to.equal('TROIKA_ONLY\n');
  });

  it('gets its arguments as they are, because no shell reads them', async () => {
    await runCommand([process.execPath, '-e', 'console.log(process.argv[1])', '$(id) ; `id` "x'], options);
    expect(await output()).to.equal('$(id) ; `id` "x\n');
  });

  it('that is not there says so', async () => {
    const result = await runCommand(['/nowhere/program'], options);
    expect(result).to.include({ exitCode: undefined, notStarted: '/nowhere/program is not there' });
  });

  it('shows no secret, not even one that a pipe cut in two', async () => {
    options.redactor.secret('correct-horse');
    const code =
      'process.stdout.write("a correct-"); setTimeout(() => process.stdout.write("horse b\\nlast correct-horse"), 100)';
    await runCommand(node(code), options);
    expect(await output()).to.equal('a [secret] b\nlast [secret]');
  });

  it('is ended at its time-out, and so is its grandchild', async () => {
    const code = `const { spawn } = require('node:child_process');
      const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      console.log(grandchild.pid); setInterval(() => {}, 1000)`;
    const result = await runCommand(node(code), { ...options, timeoutMs: 700 });
    expect(result).to.include({ exitCode: undefined, signal: 'SIGTERM', timedOut: true, cancelled: false });
    const grandchild = Number(await output());
    expect(grandchild).to.be.greaterThan(1);
    await until(() => !alive(grandchild));
  });

  it('is killed when it does not listen to SIGTERM', async () => {
    const stop = new AbortController();
    const code = 'process.on("SIGTERM", () => console.log("no")); console.log("ready"); setInterval(() => {}, 1000)';
    const running = runCommand(node(code), { ...options, signal: stop.signal });
    await until(async () => (await output().catch(() => '')).includes('ready'));
    stop.abort();
    expect(await running).to.include({ exitCode: undefined, signal: 'SIGKILL', timedOut: false, cancelled: true });
    expect(await output()).to.equal('ready\nno\n');
  });

  it('is killed before its grace is over at the signal to end at once', async () => {
    const [stop, now] = [new AbortController(), new AbortController()];
    const heard: string[] = [];
    const code = 'process.on("SIGTERM", () => console.log("no")); console.log("ready"); setInterval(() => {}, 1000)';
    const signals = { signal: stop.signal, now: now.signal, graceMs: 3_600_000 };
    const running = runCommand(node(code), { ...options, ...signals, heard: (text) => heard.push(text) });
    await until(() => heard.join('').includes('ready'));
    stop.abort();
    await until(() => heard.join('').includes('no'));
    now.abort();
    expect(await running).to.include({ signal: 'SIGKILL', cancelled: true });
    expect(heard.join('')).to.equal(await output());
  });

  it('takes what it left in the background with it', async () => {
    const code = `const { spawn } = require('node:child_process');
      const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      left.unref(); console.log(left.pid)`;
    const result = await runCommand(node(code), options);
    expect(result.exitCode).to.equal(0);
    const left = Number(await output());
    await until(() => !alive(left));
  });

  it('is not started when it is cancelled already', async () => {
    const result = await runCommand(node('console.log("ran")'), { ...options, signal: AbortSignal.abort() });
    expect(result).to.include({ cancelled: true, exitCode: undefined });
  });

  it('leaves no listener behind', async () => {
    const stop = new AbortController();

    const before = process.eventNames().map((name) => [name, process.listenerCount(name)]);
    for (let round = 0; round < 3; round += 1) await runCommand(node(''), { ...options, signal: stop.signal });
    expect(getEventListeners(stop.signal, 'abort')).to.have.lengthOf(0);
    expect(process.eventNames().map((name) => [name, process.listenerCount(name)])).to.deep.equal(before);
  });

  it('dies with the process that runs it', async () => {
    const here = JSON.stringify(new URL('../../src/io/', import.meta.url).href);
    const code = `const [{ runCommand }, { systemClock }, { createRedactor }] = await Promise.all(
        ['command.ts', 'clock.ts', 'redact.ts'].map((file) => import(${here} + file)));
      const sleeper = [process.execPath, '-e', 'console.log(process.pid); setInterval(() => {}, 1000)'];
      const { existsSync, readFileSync } = await import('node:fs');
      void runCommand(sleeper, { cwd: '.', env: {}, output: 'inner.log', timeoutMs: 60000, graceMs: 200,
        signal: new AbortController().signal, clock: systemClock, redactor: createRedactor() });
      while (!existsSync('inner.log') || readFileSync('inner.log', 'utf8') === '') await systemClock.sleep(10);
      process.exit(0);`;
    const outer = [
      process.execPath,
      '--import',
      import.meta.resolve('tsx'),
      '--input-type=module',
      '-e',
      code,
    ] as const;
    const result = await runCommand(outer, { ...options, env: { PATH: process.env['PATH'] ?? '' } });
    expect(result.exitCode, await output()).to.equal(0);
    const inner = Number(await readFile(join(folder, 'inner.log'), 'utf8'));
    expect(inner).to.be.greaterThan(1);
    await until(() => !alive(inner));
  });
});
