import { expect } from 'chai';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../src/io/clock.ts';
import { openJournal, readJournal, type Journal } from '../../src/io/journal.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { NO_DEMAND } from '../../src/model/demand.ts';
import { forcecleanFile } from '../../src/report/forcecleanSchema.ts';
import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';
import type { OwnTools } from '../support/inProcess.ts';

const C = 'tabcdefghia';

describe('troika forceclean', function () {
  this.timeout(120_000);
  let scene: LeaseScene;

  beforeEach(async () => {
    scene = await makeLeaseScene();
  });
  afterEach(() => scene.dispose());

  const deletions = (): number => scene.world.sim.requests.filter((one) => one.method === 'DELETE').length;
  const run = (...args: string[]): ReturnType<LeaseScene['command']> => scene.command(['forceclean', ...args]);
  const directory = (): string => join(scene.place.path, 'a-run');
  const read = (text: string) => forcecleanFile.parse(JSON.parse(text.slice(text.indexOf('{\n  "version"'))));

  /** The journal of a run that has one cluster, or asked for none. It stays open: its run is this process. */
  async function journalOf(asks: boolean): Promise<Journal> {
    const path = join(directory(), 'journal.ndjson');
    const journal = await openJournal(path, { clock: systemClock, redactor: createRedactor() });
    const clusters = [{ cluster: C, label: 'one', provisioner: 'footprint', demand: NO_DEMAND }];
    const { cloud, projectId } = scene.session;
    const bornAt = '2020-01-01T00:00:00Z';
    const started = { runId: 'abcdefghi', version: '0', cloud, projectId, bornAt, clusters, config: {} } as const;
    await journal.write({ type: 'run.started', ...started });
    if (asks) await journal.write({ type: 'lease.asked', cluster: C, queuedAt: bornAt });
    return journal;
  }

  it('leaves alone the journal of a run that lives, says which process it is, and deletes nothing', async () => {
    await scene.cluster(C);
    const journal = await journalOf(true);
    const earlier = deletions();
    const before = await readFile(join(directory(), 'journal.ndjson'), 'utf8');
    const { code, text } = await run('--run', directory(), '--yes');
    expect(code, text).to.equal(4);
    expect(text)
      .to.include(`is being written by process ${process.pid}`)
      .and.to.include('Wait for its end, or stop it');
    expect(await readFile(join(directory(), 'journal.ndjson'), 'utf8')).to.equal(before);
    expect(deletions()).to.equal(earlier);
    await journal.close();
    const again = await run('--run', directory(), '--yes');
    expect(again.code, again.text).to.equal(0);
  });

  for (const [whose, nth] of [
    ['for the neighbours', 1],
    ['whether anybody holds the cluster', 3],
  ] as const)
    it(`lists what the project has while the lease book is still asked ${whose}, and deletes nothing before it has answered`, async () => {
      await scene.book();
      await scene.cluster(C);
      const { sim } = scene.world;
      const earlier = { all: sim.requests.length, deletions: deletions() };
      const theBook = { method: 'GET', path: /\/ports\?.*network_id=/ };
      sim.script([{ when: { ...theBook, nth }, then: { do: 'late', ms: Infinity } }]);
      const cleaning = run('--cluster', C, '--yes');
      const asked = (path: RegExp): number =>
        sim.requests.slice(earlier.all).filter((one) => path.test(one.path)).length;
      while (asked(theBook.path) < nth || asked(/\/servers(\/detail)?\?/) === 0) await delay(5);
      // Not asked a second time because the first took too long.
      expect(asked(theBook.path)).to.equal(nth);
      expect(deletions()).to.equal(earlier.deletions);
      sim.land();
      const { code, text } = await cleaning;
      expect(code, text).to.equal(0);
    });

  it('lists the project’s networks once for itself and for the lease book', async () => {
    await scene.book();
    await scene.cluster(C);
    const { requests } = scene.world.sim;
    const earlier = requests.length;
    const { code, text } = await run('--cluster', C, '--yes');
    expect(code, text).to.equal(0);
    const now = requests.slice(earlier);
    const before = now.slice(
      0,
      now.findIndex((one) => one.method === 'DELETE'),
    );
    expect(before.filter((one) => /\/(networks|subnets)\?/.test(one.path))).to.have.length(2);
  });

  it('says that its journal cannot be written before it deletes anything', async () => {
    await scene.cluster(C);
    const earlier = deletions();
    await writeFile(join(scene.place.path, 'a-file'), '');
    const { code, text } = await run('--cluster', C, '--yes', '--runs', 'a-file/runs');
    expect(code, text).to.equal(2);
    expect(text)
      .to.match(/cannot write .*a-file.*: ENOTDIR/)
      .and.to.include('--runs');
    expect(deletions()).to.equal(earlier);
  });

  /** Cleans, and does something when the first thing is gone. */
  const interfere = (deed: (own: OwnTools) => void): ReturnType<LeaseScene['command']> =>
    scene.command(['forceclean', '--cluster', C, '--yes', '--json'], (own) => {
      const { stderr } = own.tools;
      const write = (text: string): void => {
        stderr.write(text);
        if (text.includes('down 1/')) deed(own);
      };
      Object.assign(own.tools, { stderr: { ...stderr, write } });
    });

  it('ends with 3 when the disk is full midway, says so, and sends nothing that is not written down', async () => {
    await scene.cluster(C);
    const earlier = deletions();
    const probe = await open(scene.world.cloudsYaml, 'r');
    const handles = Object.getPrototypeOf(probe) as { datasync(): Promise<void> };
    await probe.close();
    const { datasync } = handles;
    const { code, text } = await interfere(() => {
      handles.datasync = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    }).finally(() => {
      handles.datasync = datasync;
    });
    const file = read(text);
    expect(file.findings.map((one) => one.verdict)).to.deep.equal(['broken']);
    expect(file.findings[0]?.why).to.match(/^cannot write .*journal\.ndjson: ENOSPC$/);
    expect(file.findings[0]?.hint).to.include('Make room there');
    expect(file.clusters[0]).to.include({ cluster: C, ended: false });
    expect(code).to.equal(3);
    const intents = (await readJournal(join(file.directory, 'journal.ndjson'))).events.filter(
      (event) => event.type === 'intent' && event.do === 'delete',
    );
    expect(deletions() - earlier).to.be.at.most(intents.length);
    expect(scene.world.sim.world.networks.size).to.be.greaterThan(1);
  });

  it('has a finding that it was stopped, beside what is left', async () => {
    await scene.cluster(C);
    const { code, text } = await interfere((own) => own.stop.work());
    const file = read(text);
    expect(file.findings.map((one) => one.verdict)).to.include.members(['interrupted', 'leaked']);
    expect(code).to.equal(5);
  });

  it('takes a cluster that is named twice for one', async () => {
    await scene.cluster(C);
    const { code, text } = await run('--cluster', C, '--cluster', C, '--yes', '--json');
    expect(code, text).to.equal(0);
    expect(read(text).clusters.map((one) => one.cluster)).to.deep.equal([C]);
  });

  it('succeeds twice at the same time for the same cluster', async () => {
    await scene.cluster(C);
    const both = await Promise.all([run('--cluster', C, '--yes'), run('--cluster', C, '--yes')]);
    for (const { code, text } of both) expect(code, text).to.equal(0);
    expect([...scene.world.sim.world.servers.values()]).to.deep.equal([]);
  });

  it('refuses an option that is given twice and takes one value, whatever the command', async () => {
    for (const args of [
      ['forceclean', '--cluster', C, '--cloud', 'a', '--cloud', 'b'],
      ['forceclean', '--run', 'a', '--run', 'b'],
      ['forceclean', 'apply', 'plan.json', '--runs', 'a', '--runs', 'b'],
      ['forceclean', 'sweep', '--limit', '1', '--limit', '2'],
      ['status', '--cloud', 'a', '--cloud', 'b'],
      ['run', '--for', '1h', '--for', '2h'],
      ['down', C, '--pvc', 'keep', '--pvc', 'report'],
    ]) {
      const { code, text } = await scene.command(args);
      expect(code, `${args.join(' ')}: ${text}`).to.equal(2);
      expect(text).to.match(/--\w+ is given more than once\n {2}Give it once/);
    }
  });

  it('prints a whole report of a run that made nothing', async () => {
    await (await journalOf(false)).close();
    const { code, text } = await run('--run', directory(), '--yes', '--json');
    const file = read(text);
    expect(file).to.deep.include({ verdict: 'passed', exit: 0, clusters: [], projectId: scene.session.projectId });
    expect(code).to.equal(0);
  });

  it('counts what stood before the first of the two looks that a lease demands', async () => {
    await scene.ticket(await scene.book(), C, { is: 'slot', slot: 1 }, { ttlSeconds: 40 });
    await scene.cluster(C);
    scene.minutesPass(5);
    const { code, text } = await run('--cluster', C, '--yes', '--json');
    const file = read(text);
    expect(code, text).to.equal(0);
    expect(file.counts?.before.server).to.be.greaterThan(0);
    expect(file.counts?.after.server).to.equal(undefined);
    expect(file.clusters[0]?.volumes.map((one) => one.verdict)).to.include('gone');
  });
});
