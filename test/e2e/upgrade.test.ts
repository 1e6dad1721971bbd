import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { upgradeFile, upgradeSchema } from '../../src/report/upgradeSchema.ts';
import { makePlace, troika, type Ended, type Place } from '../support/program.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';

const HINT = 'Please upgrade step-wise and check that your workloads still works well';
const NEXT = ['--from', 'openstack-scs2-1-33-v5', '--to', 'openstack-scs2-1-34-v2'];
const SKIP = ['--from', 'openstack-scs2-1-32-v1', '--to', 'openstack-scs2-1-34-v2'];

describe('troika upgrade plan', function () {
  this.timeout(60_000);
  let place: Place;

  before(async () => (place = await makePlace()));
  after(() => place.remove());

  const planned = (...args: string[]): Promise<Ended> => troika(['upgrade', 'plan', ...args], { cwd: place.path });

  it('prints the steps in order, with the list they were judged by', async () => {
    const { code, out, err } = await planned(...NEXT);
    expect(code, err).to.equal(0);
    expect(out).to.match(/^openstack-scs2-1-33-v5 → openstack-scs2-1-34-v2\n\n1 Make a ClusterStack .*\n2 Wait until /);
    expect(out).to.match(/\n\nJudged by the table of upstream tags .*\n$/);
  });

  it('refuses to skip a minor, names the next step, and asks to go step by step', async () => {
    const { code, out, err } = await planned(...SKIP);
    expect(code).to.equal(4);
    expect(out).to.equal('');
    expect(err.split('\n')[0]).to.match(/ skips Kubernetes 1\.33; next: openstack-scs2-1-33-v5$/);
    expect(err.split('\n')).to.include(`  ${HINT}`);
  });

  it('prints the same as JSON of one shape, whether it is refused or not', async () => {
    const read = async (args: readonly string[], exit: number): Promise<ReturnType<typeof upgradeFile.parse>> => {
      const { code, out, err } = await planned(...args, '--json');
      expect(code, err).to.equal(exit);
      expect(err).to.equal('');
      return upgradeFile.parse(JSON.parse(out));
    };
    const legal = await read(NEXT, 0);
    expect(legal).to.include({ version: 1, verdict: 'passed', refusal: null });
    expect(legal.steps.length).to.be.above(3);
    const skip = await read(SKIP, 4);
    expect(skip).to.include({ verdict: 'refused' });
    expect(skip.refusal).to.include({ reason: 'skip', hint: HINT, next: 'openstack-scs2-1-33-v5' });
    expect(skip.steps).to.deep.equal([]);
    expect(upgradeSchema()).to.include({ additionalProperties: false, type: 'object' });
  });

  it('asks the releases that are given, and what still rolls out', async () => {
    const newer = ['--from', 'openstack-scs2-1-34-v2', '--to', 'openstack-scs2-1-35-v1'];
    const list = ['--release', 'openstack-scs2-1-34-v2', 'openstack-scs2-1-35-v1'];
    expect(await planned(...newer)).to.include({ code: 4 });
    expect(await planned(...newer, ...list)).to.include({ code: 0 });
    const rolling = await planned(...NEXT, '--rolling', 'MachineDeployment md-0');
    expect(rolling).to.include({ code: 4 });
    expect(rolling.err).to.include('MachineDeployment md-0').and.to.include('Wait until');
  });

  it('says what a name must look like', async () => {
    for (const [args, says] of [
      [['--from', 'scs2', '--to', 'openstack-scs2-1-34-v2'], /"scs2" is no name of a cluster stack/],
      [['--from', 'v1.34', '--to', 'v1.x'], /"v1\.x" is no version of Kubernetes/],
      [[...NEXT, '--release', 'v2'], /"v2" is no name of a cluster stack/],
    ] as const) {
      const { code, err } = await planned(...args);
      expect(code, err).to.equal(2);
      expect(err)
        .to.match(says)
        .and.to.match(/\n {2}Write .* such as /);
    }
  });
});

describe('an upgrade in troika.yaml', function () {
  this.timeout(60_000);
  let world: SimWorld;
  let place: Place;

  beforeEach(async () => {
    world = await makeSimWorld();
    place = await makePlace();
  });
  afterEach(async () => {
    await place.remove();
    await world.dispose();
  });

  const program = (...args: string[]): Promise<Ended> =>
    troika(args, { cwd: place.path, env: { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud } });

  const write = (from: string, to: string): Promise<string> =>
    place.write(
      'troika.yaml',
      `clusters:\n  - provisioner: footprint\n    count: 2\n    upgrade: { from: ${from}, to: ${to} }\n`,
    );

  function expectNothingMade(): void {
    expect(world.sim.requests).to.deep.equal([]);
    expect(existsSync(join(place.path, '.troika'))).to.equal(false);
  }

  it('that skips a minor is refused by run, lint and doctor, before the cloud is asked for anything', async () => {
    await write('openstack-scs2-1-32-v1', 'openstack-scs2-1-34-v2');
    for (const command of [['run'], ['run', '--dry-run'], ['lint']]) {
      const { code, err } = await program(...command);
      expect(code, command.join(' ')).to.equal(4);
      expect(err).to.match(
        /1 problem\n {2}troika\.yaml:4: clusters\[0\]\.upgrade: .* skips Kubernetes 1\.33; next: openstack-scs2-1-33-v5\n/,
      );
      expect(err.split('\n')).to.include(`  ${HINT}`);
      expectNothingMade();
    }
    const { problems } = JSON.parse((await program('lint', '--json')).out) as { problems: readonly object[] };
    expect(problems).to.have.lengthOf(1);
    expect(problems[0]).to.deep.include({ line: 4, refused: { hint: HINT } });
    const doctor = await program('doctor');
    expect(doctor.code).to.equal(4);
    expect(doctor.out).to.include(HINT);
  });

  it('that goes back, or to another stack, is refused as that', async () => {
    await write('openstack-scs2-1-34-v2', 'openstack-scs2-1-33-v5');
    expect((await program('run')).err).to.match(/is a downgrade\n.*make a new one/);
    await write('openstack-scs-1-32-v1', 'openstack-scs2-1-33-v5');
    const stack = await program('run');
    expect(stack).to.include({ code: 4 });
    expect(stack.err).to.include('openstack-scs cannot become one of openstack-scs2');
    expectNothingMade();
  });

  it('that is legal is refused too, since no run carries one out yet', async () => {
    await write('openstack-scs2-1-33-v5', 'openstack-scs2-1-34-v2');
    const { code, err } = await program('run');
    expect(code).to.equal(4);
    expect(err).to.include('does not carry them out yet').and.to.not.include(HINT);
    expect(err).to.include('troika upgrade plan --from openstack-scs2-1-33-v5 --to openstack-scs2-1-34-v2');
    expectNothingMade();
  });

  it('of several clusters is refused for each, with the hint to go step by step where one of them skips', async () => {
    await place.write(
      'troika.yaml',
      'clusters:\n' +
        '  - { provisioner: footprint, upgrade: { from: "1.33", to: "1.34" } }\n' +
        '  - { provisioner: footprint, upgrade: { from: "1.32", to: "1.34" } }\n',
    );
    const { code, err } = await program('run');
    expect(code).to.equal(4);
    expect(err).to.match(
      /2 problems\n.*clusters\[0\]\.upgrade: this version plans .*\n.*clusters\[1\]\.upgrade: 1\.32 → 1\.34 skips/,
    );
    expect(err.split('\n')).to.include(`  ${HINT}`);
    expectNothingMade();
  });

  it('that cannot be read is a problem among others, told at once with them', async () => {
    await place.write(
      'troika.yaml',
      'paralel: 3\nclusters:\n  - provisioner: footprint\n    upgrade: { from: scs2, to: v1.34.2 }\n  - provisioner: footprint\n    upgrade: { from: 1.30 }\n',
    );
    const { code, err } = await program('lint');
    expect(code).to.equal(2);
    expect(err)
      .to.match(/4 problems/)
      .and.to.match(/troika\.yaml:1: paralel/)
      .and.to.match(/troika\.yaml:4: clusters\[0\]\.upgrade: scs2 and v1\.34\.2 are not of one sort\. Give two /)
      .and.to.match(/clusters\[1\]\.upgrade\.from: write .* a version in quotes, such as "1\.34"/)
      .and.to.match(/clusters\[1\]\.upgrade\.to: is missing/);
    expectNothingMade();
  });
});
