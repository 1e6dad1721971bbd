import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { hasEnded, ownMark } from '../../src/io/processes.ts';
import { markOf, startChild } from './child.ts';

describe('the mark of a process', () => {
  it('of this one says its pid, its start, and where both count', async () => {
    const mark = await ownMark();
    expect(mark?.pid).to.equal(process.pid);
    expect(mark?.started).to.equal((await markOf(process.pid)).started);
    expect(mark?.boot).to.match(/^[0-9a-f]{32}$/);
    expect(mark?.namespace).to.match(/^\d+$/);
  });

  it('is no proof of an end while it lives, and is one when it has ended', async () => {
    const child = await startChild();
    expect(await hasEnded(child.mark)).to.equal(false);
    await child.end();
    expect(await hasEnded(child.mark)).to.equal(true);
  });

  it('is a proof when another process has its pid now', async () => {
    const own = await markOf(process.pid);
    expect(await hasEnded({ ...own, started: own.started - 1 })).to.equal(true);
  });

  it('is a proof of a process that is dead and that nobody has waited for', async () => {
    // The shell becomes a program that never waits for its child; the child lives until then, since a shell may wait for it.
    const parent = spawn('sh', ['-c', 'exec 3<&0; cat <&3 & echo $!; exec sleep 600'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const shows = async (pid: number | undefined, stat: RegExp): Promise<void> => {
      while (!stat.test(await readFile(`/proc/${pid}/stat`, 'utf8'))) await new Promise((done) => setImmediate(done));
    };
    try {
      const [line]: unknown[] = await once(parent.stdout, 'data');
      const pid = Number(String(line));
      const mark = await markOf(pid);
      await shows(parent.pid, /\(sleep\)/);
      parent.stdin.end();
      await shows(pid, /\) Z /);
      expect(await hasEnded(mark)).to.equal(true);
    } finally {
      parent.kill('SIGKILL');
      await once(parent, 'exit');
    }
  });

  it('is none of a process of another boot or another pid namespace, which may have the same number', async () => {
    const child = await startChild();
    await child.end();
    expect(await hasEnded({ ...child.mark, namespace: '4026531000' })).to.equal(false);
    expect(await hasEnded({ ...child.mark, boot: '0'.repeat(32) })).to.equal(false);
    expect(await hasEnded(child.mark)).to.equal(true);
  });
});
