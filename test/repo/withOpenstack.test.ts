import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';

const AT = '2026-11-25 08:51:56.180 16840';

/** Logs as the services write them: an error with its traceback, noise, and a line that only mentions a level. */
const LOGS: Readonly<Record<string, readonly string[]>> = {
  'cinder-scheduler': [
    `${AT} INFO cinder.scheduler [-] Starting`,
    `${AT} ERROR cinder.scheduler.flows [req-1] Failed to run task: No valid backend was found.`,
  ],
  'nova-compute': [
    `${AT} ERROR nova.compute.manager [instance: i1] Traceback (most recent call last):`,
    `${AT} ERROR nova.compute.manager [instance: i1]   File "manager.py", line 1, in spawn`,
    `${AT} ERROR nova.compute.manager [instance: i1]                  ^^^^`,
    `${AT} ERROR nova.compute.manager [instance: i1] PortNotFound: Port p1 could not be found.`,
    `${AT} ERROR nova.compute.manager [instance: i1] \u001b[00m`,
  ],
  'octavia-api': [
    `${AT} INFO octavia.api.app [-] logging_exception_prefix = %(asctime)s %(process)d and so on ERROR %(name)s`,
  ],
  keystone: Array.from({ length: 500 }, (_, index) => `${AT} ERROR keystone.server [req-2] noise ${index}`),
};

describe('the script that runs a command with OpenStack services', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-test-'));
    await mkdir(join(folder, 'test/beds/openstack'), { recursive: true });
    await mkdir(join(folder, 'temp'));
    await mkdir(join(folder, 'logs'));
    await cp('scripts/with-openstack', join(folder, 'scripts/with-openstack'));
    for (const [name, lines] of Object.entries(LOGS))
      await writeFile(join(folder, 'logs', `${name}.log`), `${lines.join('\n')}\n`);
    // In place of the services: their logs, and a clean-up that takes these away.
    const up = '#!/bin/sh\nmkdir -p "$BED_DIR" && cp -r logs "$BED_DIR/log"\n';
    const down = '#!/bin/sh\nrm -rf "$BED_DIR"\n';
    await writeFile(join(folder, 'test/beds/openstack/up'), up, { mode: 0o755 });
    await writeFile(join(folder, 'test/beds/openstack/down'), down, { mode: 0o755 });
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(
    command: string,
  ): Promise<{ readonly code: number | undefined; readonly told: readonly string[] }> {
    const env = { TMPDIR: join(folder, 'temp'), TROIKA_BED_CLOUDS: '' };
    const ended = await execa(join(folder, 'scripts/with-openstack'), ['sh', '-c', command], { env, reject: false });
    return { code: ended.exitCode, told: ended.stderr.split('\n').filter((line) => line !== '') };
  }

  it('tells the last errors of each service when the command failed, and ends as it did', async () => {
    const { code, told } = await run('exit 7');
    expect(code).to.equal(7);
    expect(told[0]).to.equal('The last errors in the logs of the services:');
    expect(told.filter((line) => !line.startsWith('keystone: ')).slice(1)).to.deep.equal([
      `cinder-scheduler: ${AT} ERROR cinder.scheduler.flows [req-1] Failed to run task: No valid backend was found.`,
      `nova-compute: ${AT} ERROR nova.compute.manager [instance: i1] PortNotFound: Port p1 could not be found.`,
    ]);
    expect(told.at(3)).to.match(/^keystone: .* noise 4\d\d$/);
    expect(told.some((line) => line.endsWith('noise 499'))).to.equal(true);
    expect(told.length).to.be.at.most(61);
  });

  it('tells none when the command succeeded', async () => {
    expect(await run('true')).to.deep.equal({ code: 0, told: [] });
  });

  it('gives the command a cloud, and leaves nothing of it', async () => {
    const { code } = await run('test -n "$TROIKA_BED_CLOUDS" && test -d "$BED_DIR/log"');
    expect(code).to.equal(0);
    expect(await readdir(join(folder, 'temp'))).to.deep.equal([]);
  });
});
