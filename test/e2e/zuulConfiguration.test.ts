import { expect } from 'chai';
import { execa } from 'execa';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventsOf, makePlace, troika, type Ended, type Place } from '../support/program.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { makeZuulFolder, zuulVariables } from '../support/zuulFolder.ts';

const right = (place: Place): string => `
lease: { ttl: 15s }
request: { tests: true, suites: true }
clusters:
  - label: one
    provisioner: footprint
    suites:
      - suite: infrastructure
      - { suite: command, name: smoke, run: [sh, -c, "echo $TROIKA_FOCUS > ${place.path}/told"] }
`;
const wrong = (place: Place): string => `${right(place)}cleanup: soon\n"<b>*x*</b>": 1\n`;

describe('the configuration of a Zuul build, by the program', function () {
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

  async function folderOf(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return makeZuulFolder(join(place.path, 'builds'), zuulVariables(more));
  }

  async function returnedIn(folder: string) {
    return JSON.parse(await readFile(join(folder, 'zuul-return.json'), 'utf8'));
  }

  /** Zuul's variables of a change whose head commit has this message. */
  async function changeOf(message: string): Promise<Readonly<Record<string, unknown>>> {
    const git = async (...args: string[]): Promise<string> =>
      (await execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.invalid', ...args], { cwd: place.path })).stdout;
    await git('init', '-q');
    await git('commit', '-q', '--allow-empty', '-m', message);
    const patchset = await git('rev-parse', 'HEAD');
    return { change: '1', patchset, commit_id: patchset, message: '' };
  }

  for (const command of ['lint', 'doctor'])
    it(`where it is wrong, is commented line by line after ${command}, in Markdown that shows it as it is`, async () => {
      await place.write('troika.yaml', wrong(place));
      const folder = await folderOf();
      const { code } = await call(command, 'troika.yaml', '--zuul', folder);
      expect(code).to.equal(2);
      const { zuul, troika: outcome } = await returnedIn(folder);
      expect(outcome).to.include({ verdict: 'usage', exit: 2 });
      const comments: readonly { line: number; message: string }[] = zuul.file_comments['troika.yaml'];
      expect(comments.map(({ line }) => line)).to.deep.equal([10, 11]);
      expect(comments[0]?.message).to.match(/^cleanup: write a duration/);
      expect(JSON.stringify(zuul))
        .to.not.include('<b>')
        .and.to.not.match(/[^\\]\*x/);
    });

  it('that lint cannot hold against its jobs is said by the same way', async () => {
    await place.write('troika.yaml', right(place));
    await place.write('jobs.yaml', '- job: [');
    const folder = await folderOf();
    expect((await call('lint', '--zuul', folder, '--job', 'jobs.yaml')).code).to.equal(2);
    expect((await returnedIn(folder)).zuul.warnings[0]).to.match(/jobs\.yaml/);
  });

  it('where it is right, leaves lint nothing to return', async () => {
    await place.write('troika.yaml', right(place));
    const folder = await folderOf();
    expect((await call('lint', '--zuul', folder)).code).to.equal(0);
    expect(await readFile(join(folder, 'zuul-return.json'), 'utf8').catch(() => 'none')).to.equal('none');
  });

  it('is what the change asks for: the suites it names, told what it wants', async () => {
    await place.write('troika.yaml', right(place));
    const zuul = await changeOf('Mend it\n\n```troika\nsuites: [smoke]\nfocus: NetworkPolicy\n```\n');
    const folder = await folderOf(zuul);
    const checked = await call('doctor', '--zuul', folder);
    expect(checked.out + checked.err).to.include('what the change asks for is granted');
    const ended = await call('run', '--zuul', folder);
    expect(ended.code, ended.out + ended.err).to.equal(0);
    const { troika: outcome } = await returnedIn(folder);
    const events = await eventsOf(join(folder, 'runs', outcome.run));
    const ran = events.flatMap((event) => (event.type === 'suite.ended' ? [event.result.suite] : []));
    expect(ran).to.deep.equal(['smoke']);
    expect(await readFile(join(place.path, 'told'), 'utf8')).to.equal('NetworkPolicy\n');
  });

  it('refuses what the change may not ask for, and begins nothing', async () => {
    await place.write('troika.yaml', right(place));
    const folder = await folderOf(await changeOf('Mend it\n\n```troika\nkubernetes: v9\n```\n'));
    const ended = await call('run', '--zuul', folder);
    expect(ended.code).to.equal(4);
    expect((await returnedIn(folder)).zuul.warnings[0]).to.match(/line 4 of the commit message/);
  });
});
