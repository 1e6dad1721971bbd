import { expect } from 'chai';
import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { makePlace, onlyRun, troika, type Ended, type Place } from '../support/program.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';

const GOOD = 'lease: { ttl: 15s }\nclusters: [{ label: one, provisioner: footprint }]\n';

describe('bad input', function () {
  this.timeout(60_000);
  let world: SimWorld;
  let place: Place;
  let run: (...args: string[]) => Promise<Ended>;

  beforeEach(async () => {
    world = await makeSimWorld({ book: true });
    place = await makePlace();
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
    run = (...args) => troika(args, { cwd: place.path, env });
  });
  afterEach(async () => {
    await place.remove();
    await world.dispose();
  });

  /** The exit code, a message that says this, one of what to do next, and no stack. */
  function saysAndHints(ended: Ended, code: number, message: RegExp, hint?: RegExp): void {
    expect(ended.code, ended.out + ended.err).to.equal(code);
    expect(ended.err).to.match(message);
    if (hint !== undefined) expect(ended.err).to.match(hint);
    expect(ended.out + ended.err).not.to.match(/^\s+at .*:\d+:\d+/m);
  }

  async function clouds(change: (text: string) => string): Promise<(...args: string[]) => Promise<Ended>> {
    const path = await place.write('clouds.yaml', change(await readFile(world.cloudsYaml, 'utf8')));
    const env = { OS_CLIENT_CONFIG_FILE: path, OS_CLOUD: world.cloud };
    return (...args) => troika(args, { cwd: place.path, env });
  }

  it('lists every problem of a configuration at once, with path and line', async () => {
    await place.write(
      'troika.yaml',
      'paralel: 3\ndeadline: 45\nclusters:\n  - provisioner: footprint\n    footprint:\n      workers: .nan\n      controlPlanes: three\n',
    );

    const ended = await run('run');

    saysAndHints(ended, 2, /4 problems/, /troika lint/);
    expect(ended.err).to.match(/troika\.yaml:1: paralel: is not known here/);
    expect(ended.err).to.match(/troika\.yaml:2: deadline: write a duration/);
    expect(ended.err).to.match(/troika\.yaml:6: clusters\[0\]\.footprint\.workers: /);
    expect(ended.err).to.match(/troika\.yaml:7: clusters\[0\]\.footprint\.controlPlanes: /);
    expect((await run('lint')).code).to.equal(2);
  });

  it('names a file that is not there, or is not YAML', async () => {
    saysAndHints(await run('run', 'nowhere.yaml'), 2, /cannot read nowhere\.yaml: ENOENT/, /examples/);
    await place.write('troika.yaml', 'clusters: [\n');
    saysAndHints(await run('run'), 2, /1 problem/);
  });

  it('refuses an unknown option, an unknown command, and no command', async () => {
    saysAndHints(await run('run', '--fast'), 2, /fast/, /--help/);
    saysAndHints(await run('rum'), 2, /run/, /--help/);
    saysAndHints(await run(), 2, /command/i, /--help/);
    saysAndHints(await run('forceclean'), 2, /clean what/, /--run .*--cluster/);
    saysAndHints(await run('forceclean', '--run', 'a', '--cluster', 'b'), 2, /mutually exclusive/);
  });

  it('says which cloud is missing, and which there are', async () => {
    await place.write('troika.yaml', GOOD);
    saysAndHints(await run('run', '--cloud', 'nope'), 2, /nope/, /test/);
  });

  it('says what is missing when there are no credentials at all', async () => {
    await place.write('troika.yaml', GOOD);
    const ended = await troika(['run'], { cwd: place.path });
    saysAndHints(ended, 2, /cloud|credential/i, /OS_CLOUD|clouds\.yaml/);
  });

  it('says that nobody listens at the endpoint', async () => {
    await place.write('troika.yaml', GOOD);
    const port = await freePort();
    const there = await clouds((text) => text.replace(/127\.0\.0\.1:\d+/g, `127.0.0.1:${port}`));
    saysAndHints(await there('run'), 3, /ECONNREFUSED|refused/, /auth_url|endpoint/i);
  });

  it('says that the secret is wrong, without the secret', async () => {
    await place.write('troika.yaml', GOOD);
    const there = await clouds((text) => text.replace(/(application_credential_secret: ?['"]?)\w/, '$1WRONG'));
    const ended = await there('run');
    saysAndHints(ended, 7, /401/, /credential/i);
    expect(ended.out + ended.err).not.to.include('WRONG');
  });

  it('says which regions there are', async () => {
    await place.write('troika.yaml', GOOD);
    const there = await clouds((text) => text.replace(/region_name: ?\S+/g, 'region_name: Nowhere'));
    saysAndHints(await there('run'), 2, /Nowhere/, /RegionOne/);
  });

  it('says that a token has expired', async () => {
    await place.write('troika.yaml', GOOD);
    const env = {
      OS_AUTH_TYPE: 'token',
      OS_AUTH_URL: world.sim.authUrl,
      OS_TOKEN: 'expired-token-0123',
      OS_PROJECT_ID: world.projectId,
    };
    const ended = await troika(['run'], { cwd: place.path, env });
    saysAndHints(ended, 7, /401/, /token/i);
    expect(ended.out + ended.err).not.to.include('expired-token-0123');
  });

  it('refuses at once what can never fit, with the sum', async () => {
    await world.setQuota({ floatingIps: 1 });
    await place.write('troika.yaml', GOOD);
    const earlier = world.sim.requests.length;
    saysAndHints(await run('run'), 4, /floatingIps: 2 needed, 1 free \(limit 1\)/, /smaller/);
    const sent = world.sim.requests.slice(earlier);
    expect(sent.filter(({ method, path }) => method === 'POST' && !path.includes('/auth/'))).to.deep.equal([]);
  });

  it('names a flavor or an external network that does not exist, and those that do', async () => {
    await place.write('troika.yaml', 'clusters: [{ provisioner: footprint, footprint: { workerFlavor: huge } }]\n');
    saysAndHints(await run('run'), 2, /no flavor huge/, /SCS-2V-4/);
    await place.write('troika.yaml', `externalNetwork: nowhere\n${GOOD}`);
    saysAndHints(await run('run'), 2, /no single external network nowhere/, /externalNetwork/);
  });

  it('refuses to clean by a name that could be anybody’s', async () => {
    for (const name of ['kubernetes', 'a', 'default', 'Not_A_Name', '']) {
      saysAndHints(
        await run('forceclean', '--cluster', name, '--yes'),
        name === '' ? 4 : 4,
        /cluster|short|nobody|no cluster/,
        /exact name/,
      );
    }
    expect(world.sim.requests.filter((request) => request.method === 'DELETE')).to.deep.equal([]);
  });

  describe('a run directory', () => {
    let directory: string;

    beforeEach(async () => {
      await place.write('troika.yaml', GOOD);
      expect((await run('run', '--keep', '--for', '1h')).code).to.equal(0);
      // Nobody keeps it any more.
      world.sim.world.time.advance(3_700_000);
      directory = await onlyRun(place);
    });

    const journal = (): string => join(directory, 'journal.ndjson');
    const standing = (): number => world.sim.world.servers.size;

    it('that does not exist', async () => {
      saysAndHints(await run('forceclean', '--run', 'abcdefghi'), 2, /no run at/, /--cluster/);
      saysAndHints(await run('report', 'nowhere'), 2, /no run at/);
    });

    it('whose journal was cut in the middle of its last line is cleaned all the same', async () => {
      await appendFile(journal(), '{"seq":999,"at":"2026');
      const ended = await run('forceclean', '--run', directory, '--yes');
      expect(ended.code, ended.err).to.equal(0);
      expect(standing()).to.equal(0);
    });

    it('whose journal was cut off half-way is cleaned all the same', async () => {
      const text = await readFile(journal());
      await truncate(journal(), Math.floor(text.length / 2));
      const ended = await run('forceclean', '--run', directory, '--yes');
      expect(ended.code, ended.err).to.equal(0);
      expect(standing()).to.equal(0);
    });

    it('whose journal is damaged is refused, and nothing is deleted', async () => {
      const lines = (await readFile(journal(), 'utf8')).split('\n');
      await writeFile(journal(), lines.with(9, '{"seq":10, oops').join('\n'));
      saysAndHints(await run('forceclean', '--run', directory, '--yes'), 4, /line 10 is damaged/, /--cluster/);
      expect(standing()).to.be.greaterThan(0);
    });

    it('whose baseline is damaged or missing is refused, and nothing is deleted', async () => {
      const name = /"cluster":"(t\w{10})"/.exec(await readFile(journal(), 'utf8'))?.[1] ?? '';
      await writeFile(join(directory, 'clusters', name, 'baseline.json'), '{"keys":[]}');
      saysAndHints(await run('forceclean', '--run', directory, '--yes'), 4, /not what the run wrote/, /--cluster/);
      expect(standing()).to.be.greaterThan(0);
      expect((await run('forceclean', '--cluster', name, '--yes')).code).to.equal(0);
      expect(standing()).to.equal(0);
    });

    it('of another project is refused, and nothing is deleted', async () => {
      const other = world.sim.addProject('other');
      const there = await clouds((text) =>
        text.replace(
          /.*/s,
          JSON.stringify({
            clouds: {
              test: {
                auth: {
                  auth_url: world.sim.authUrl,
                  username: other.userName,
                  password: other.password,
                  project_name: other.projectName,
                  user_domain_name: 'Default',
                  project_domain_name: 'Default',
                },
                region_name: 'RegionOne',
              },
            },
          }),
        ),
      );
      saysAndHints(await there('forceclean', '--run', directory, '--yes'), 4, /the run was in project/, /credential/);
      expect(standing()).to.be.greaterThan(0);
    });

    it('is replayed into its reports', async () => {
      const before = await readFile(join(directory, 'result.json'), 'utf8');
      await writeFile(join(directory, 'result.json'), 'gone');
      expect((await run('report', directory)).code).to.equal(0);
      expect(await readFile(join(directory, 'result.json'), 'utf8')).to.equal(before);
    });
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
