import { expect } from 'chai';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../src/runner/run.ts';
import type { NamedReporter } from '../../src/report/multiplex.ts';
import type { ScriptRule } from '../../src/sim/core/script.ts';
import { makeTools, requestOf } from '../support/inProcess.ts';
import { eventsOf, filesBelow, makePlace, onlyRun, type Place } from '../support/program.ts';
import { refuseSecrets, rememberSecret } from '../support/secrets.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';

const FAILING = { suite: 'command', name: 'failing', run: [process.execPath, '-e', 'process.exit(1)'] };

/** What was collected of the only cluster of a run: the page, and every file by its path from there. */
interface Collected {
  readonly code: number;
  readonly page: string;
  readonly files: ReadonlyMap<string, string>;
  readonly summary: string;
  readonly printed: string;
}

describe('diagnostics of a cluster that fails', function () {
  this.timeout(60_000);
  let world: SimWorld;
  let place: Place;
  let ending: () => void;

  beforeEach(async () => {
    world = await makeSimWorld({ book: true });
    place = await makePlace();
  });

  afterEach(async () => {
    await world.dispose();
    await place.remove();
  });

  /** Runs one footprint; `watch` hears its events as they come. */
  async function collect(
    options: { rules?: readonly ScriptRule[]; suites?: readonly object[]; on?: NamedReporter['reporter']['on'] } = {},
  ): Promise<Collected> {
    const clusters = [{ label: 'one', provisioner: 'footprint', suites: options.suites ?? [FAILING] }];
    const file = await place.write('troika.yaml', JSON.stringify({ lease: { ttl: '15s' }, clusters }));
    world.sim.script(options.rules ?? []);
    const { tools, printed, stop } = makeTools(place.path, world.cloudsYaml);
    ending = stop.work;
    const watch = [{ name: 'the test', reporter: { on: options.on ?? ((): void => undefined) } }];
    const code = await run({ ...requestOf(file, world.cloud), watch }, tools);
    const directory = await onlyRun(place);
    const told = (await eventsOf(directory)).find((event) => event.type === 'diagnosed');
    if (told?.type !== 'diagnosed') throw new Error('nothing was collected');
    const folder = join(directory, told.file, '..');
    const files = await filesBelow(folder);
    return {
      code,
      page: await readFile(join(directory, told.file), 'utf8'),
      files: new Map([...files].map(([path, text]) => [path.slice(folder.length + 1), text])),
      summary: await readFile(join(directory, 'summary.md'), 'utf8'),
      printed: printed(),
    };
  }

  it('name the server that is in ERROR with its fault, on the page, in the summary and on the screen', async () => {
    const { code, page, files, summary, printed } = await collect({
      rules: [{ when: { method: 'POST', path: /\/servers$/ }, then: { do: 'fail' } }],
    });
    expect(code).to.equal(3);
    const fault = /server \S+ \([0-9a-f-]{36}\) is in ERROR: Build of instance aborted\. \(500\)/;
    expect(page.replaceAll('&#39;', "'")).to.match(fault);
    expect(summary).to.match(/## Diagnostics\n\n- one: \[clusters\/\w+\/diagnostics\/index\.html\]/);
    expect(summary).to.match(/is in ERROR: Build of instance aborted/);
    expect(printed).to.match(/Diagnostics:\n {2}one: \S+\/clusters\/t\w{10}\/diagnostics\/index\.html\n/);
    const names = [...files.keys()].join('\n');
    expect(names).to.match(/cloud\/servers\/\S+\.json/);
    expect(names).to.include('cloud/port.json').and.to.include('cloud/quota.json');
    expect(page).to.match(/console of server[\s\S]*is not ready/);
  });

  it('show consoles, status trees and what tells most of them, and are made before anything is removed', async () => {
    const { code, page, files } = await collect({
      on(event) {
        if (event.type !== 'phase.started' || event.phase !== 'suites') return;
        for (const server of world.sim.world.servers.values())
          server.console = `booted\n[   12.0] Kernel panic - not syncing: VFS\n`;
        for (const member of world.sim.world.members.values()) member.operating = 'ERROR';
      },
    });
    expect(code).to.equal(1);
    expect(page).to.match(/console of \S+: \[ 12\.0\] Kernel panic - not syncing: VFS/);
    expect(page).to.match(/member \d+\.\d+\.\d+\.\d+:\d+ of pool \S+ is ERROR/);
    const [tree] = [...files].filter(([path]) => path.endsWith('.status.json'));
    expect(JSON.parse(tree?.[1] ?? '')[0].statuses.loadbalancer.listeners).to.have.length.greaterThan(0);
    expect(page).to.match(/1 of 1 failed: failing/);
  });

  it('say which API did not answer, and show what the others said', async () => {
    const { page, files } = await collect({
      on(event) {
        if (!('phase' in event) || event.phase !== 'collect') return;
        const dead = { when: { path: /^\/compute\//, times: Infinity }, then: { do: 'answer', status: 503 } } as const;
        // The clean-up goes on in a cloud that is well again.
        world.sim.script(event.type === 'phase.started' ? [dead] : []);
      },
    });
    expect(page).to.match(/What could not be had[\s\S]*cloud: list of kind server[\s\S]*503/);
    expect([...files.keys()]).to.include('cloud/loadBalancer.json');
  });

  it('hold no secret: of fields, of texts that look like one, and of the run itself', async () => {
    const planted = {
      password: 'pl4nted-Passw0rd-x',
      jwt: `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJl`,
      bootstrap: 'abcdef.0123456789abcdef',
      fernet: `gAAAAAB${'pLaNtEd0'.repeat(8)}`,
      key: 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7pLaNtEdKeY',
    };
    for (const secret of Object.values(planted)) rememberSecret(secret);
    const { files, printed, summary } = await collect({
      on(event) {
        if (event.type !== 'phase.started' || event.phase !== 'suites') return;
        const lines = [
          `cloud-init: OS_PASSWORD=${planted.password}`,
          `kubeadm join 10.0.0.1:6443 --token ${planted.bootstrap} --discovery-token-unsafe`,
          `Authorization: Bearer ${planted.jwt}`,
          `X-Auth-Token: ${planted.fernet}`,
          `-----BEGIN PRIVATE KEY-----\n${planted.key}\n-----END PRIVATE KEY-----`,
          'ERROR the end',
        ];
        for (const server of world.sim.world.servers.values()) {
          server.console = lines.join('\n');
          server.metadata = { ...server.metadata, admin_password: planted.password };
        }
      },
    });
    expect([...files.keys()].join('\n')).to.include('.console.log');
    for (const [file, text] of [...files, ['the screen', printed], ['the summary', summary]] as const)
      refuseSecrets(text, file);
    const [console] = [...files].filter(([path]) => path.endsWith('.console.log'));
    expect(console?.[1]).to.include('cloud-init: OS_PASSWORD=[secret]').and.to.include('ERROR the end');
  });

  it('only read: no request of theirs changes anything', async () => {
    const asked: string[] = [];
    let from = Infinity;
    await collect({
      on(event) {
        if (!('phase' in event) || event.phase !== 'collect') return;
        if (event.type === 'phase.started') from = world.sim.requests.length;
        if (event.type !== 'phase.ended') return;
        for (const { method, path } of world.sim.requests.slice(from)) asked.push(`${method} ${path}`);
      },
    });
    expect(asked.length).to.be.greaterThan(20);
    const others = asked.filter((one) => !one.startsWith('GET ') && !/^POST \S+\/servers\/[^/]+\/action$/.test(one));
    // The lease beats on meanwhile.
    expect(others.filter((one) => !/ports\//.test(one))).to.deep.equal([]);
  });

  it('are made also of a run that somebody stops, for that is often why', async () => {
    const forever = { ...FAILING, name: 'forever', run: ['sleep', '600'] };
    const { code, page } = await collect({
      suites: [forever],
      on(event) {
        if (event.type === 'phase.started' && event.phase === 'suites') setImmediate(() => ending());
      },
    });
    expect(code).to.equal(130);
    expect(page).to.match(/<b>interrupted<\/b>: stopped by the test/);
    expect(page).to.include('cloud/server.json');
  });

  it('are not made where nothing fails', async () => {
    const passed = { ...FAILING, name: 'passing', run: [process.execPath, '-e', ''] };
    expect(await collect({ suites: [passed] }).catch(String)).to.equal('Error: nothing was collected');
    const directory = await onlyRun(place);
    const { cluster } = (await eventsOf(directory)).find((event) => event.type === 'cluster.admitted') as {
      cluster: string;
    };
    expect(await stat(join(directory, 'clusters', cluster, 'diagnostics')).catch(() => 'none')).to.equal('none');
  });
});
