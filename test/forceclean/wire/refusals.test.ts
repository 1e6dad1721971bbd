import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { makePlace, troika, type Ended, type Place } from '../../support/program.ts';
import { makeSimWorld, makeWorldOn, type SimWorld } from '../../support/simWorld.ts';
import { A, byCapo, machine, machinePort, standTraces } from './cluster.ts';
import { effects } from './made.ts';
import { createMaker } from './maker.ts';
import { foreign } from './play.ts';

/** A command line, the exit code, and what is said. Nothing is asked of the cloud. */
type Refusal = readonly [title: string, args: readonly string[], exit: number, says: RegExp];

const REFUSALS: readonly Refusal[] = [
  ['T17 options of another program', ['--verbose', '--debug', 'capi', 'testcluster'], 2, /verbose|debug/],
  ['T17 an unknown option beside good ones', ['--cluster', A, '--yes', '--debug'], 2, /debug/],
  ['T17 an unknown option before them', ['--debug', '--cluster', A, '--yes'], 2, /debug/],
  ['T18 switches for whole projects', ['--force-pvc', '--full', 'capi', 'testcluster'], 2, /force-pvc|full/],
  ['T18 every address that is DOWN', ['--cluster', A, '--yes', '--force-fip'], 2, /force-fip/],
  ['T18 names without an option', ['capi', 'testcluster', '--yes'], 2, /capi|testcluster/],
  [
    'T19 a line with its comment',
    ['--cluster', '"pr12"  # defaults to "testcluster"', '--yes'],
    4,
    /not a cluster name/,
  ],
  ['T19 the same cut into words', ['--cluster', 'testcluster', '#', 'defaults', 'to', '--yes'], 4, /#/],
  ['T20 no target at all', ['--yes'], 2, /clean what/],
  ['T22 an empty name', ['--cluster', '', '--yes'], 4, /not a cluster name/],
  ['T22 only blanks', ['--cluster', '  ', '--yes'], 4, /not a cluster name/],
  ['T22 no name', ['--cluster', '--yes'], 2, /cluster/],
  ['T22 a name like an option', ['--cluster=-mgmtcluster', '--yes'], 4, /not a cluster name/],
  ['T22 a pattern', ['--cluster', '.*', '--yes'], 4, /not a cluster name/],
  ['T22 another pattern', ['--cluster', 'testcluster*', '--yes'], 4, /not a cluster name/],
  ['T22 a short name', ['--cluster', 'pr12', '--yes'], 4, /too short/],
  ['T22 a name that every cluster has', ['--cluster', 'kubernetes', '--yes'], 4, /no cluster in particular/],
  ['T22 a bad name after a good one', ['--cluster', A, '--cluster', 'default', '--yes'], 4, /no cluster in particular/],
  ['T40 everything', ['--all', '--yes'], 2, /all/],
  ['T40 a whole project', ['--project', 'mine', '--yes'], 2, /project/],
  ['T40 a purge', ['purge', '--yes'], 2, /purge/],
];

describe('what forceclean refuses before it asks anything', function () {
  this.timeout(60_000);
  let world: SimWorld;
  let place: Place;
  before(async () => {
    world = await makeSimWorld();
    place = await makePlace();
  });
  after(async () => {
    await place.remove();
    await world.dispose();
  });

  function run(args: readonly string[], of: SimWorld = world): Promise<Ended> {
    return troika(args, { cwd: place.path, env: { OS_CLIENT_CONFIG_FILE: of.cloudsYaml, OS_CLOUD: of.cloud } });
  }

  for (const [title, args, exit, says] of REFUSALS) {
    it(title, async () => {
      const earlier = world.sim.requests.length;
      const { code, out, err } = await run(['forceclean', ...args]);
      expect(code, out + err).to.equal(exit);
      expect(err).to.match(says);
      expect(world.sim.requests.slice(earlier).map((one) => `${one.method} ${one.path}`)).to.deep.equal([]);
    });
  }

  it('T20 the user’s credentials, one of another project, name clusters, and none of them becomes a target', async () => {
    const own = await makeWorldOn(world.sim);
    const other = world.sim.addProject('the second project');
    const maker = await createMaker(own);
    await maker.credential('mycapi-x-appcred', 'App Cred mycapi for cluster x');
    for (const C of ['dev', 'mycapi-x']) {
      const theirs = await standTraces(maker, C, C);
      await maker.server(machine(C), [await machinePort(maker, theirs, C)]);
    }
    // The texts of the very cluster that is cleaned prove nothing there.
    const [dev, same] = [['capi', 'dev'] as const, [A, A] as const].map(([P, C]) =>
      credentialIn(other.projectId, maker.wire.userId, `${P}-${C}-appcred`, `App Cred ${P} for cluster ${C}`),
    );
    const ours = await maker.floatingIp({ description: byCapo(A) });
    const before = await foreign(own, { goes: [ours] });
    expect(before).to.include.keys(`application_credentials ${dev}`, `application_credentials ${same}`);
    const earlier = world.sim.requests.length;
    const { code, out, err } = await run(['forceclean', '--cluster', A, '--yes'], own);
    expect(code, out + err).to.equal(0);
    expect(effects(world.sim.requests.slice(earlier))).to.deep.equal([`DELETE ${ours.id}`]);
    expect(await foreign(own, {})).to.deep.equal(before);
    await own.dispose();
  });

  /** Keystone lists a user's credentials of all projects; the simulated user has one project to make them in. */
  function credentialIn(projectId: string, userId: string, name: string, description: string): string {
    const { credentials, random } = world.sim.world;
    const id = random.hex(32);
    const secret = random.hex(86);
    credentials.set(id, { id, name, description, userId, projectId, secret, expiresAt: null, unrestricted: null });
    return id;
  }

  it('T21 a plan of yesterday’s project is not applied in today’s', async () => {
    const other = await makeWorldOn(world.sim);
    for (const each of [world, other]) await (await createMaker(each)).floatingIp({ description: byCapo(A) });
    expect((await run(['forceclean', '--cluster', A, '-o', 'plan.json'])).code).to.equal(0);
    const earlier = world.sim.requests.length;
    const { code, err } = await run(['forceclean', 'apply', 'plan.json'], other);
    expect(code, err).to.equal(4);
    expect(err).to.contain(world.projectId).and.to.contain(other.projectId);
    expect(world.sim.requests.slice(earlier).filter((one) => one.method === 'DELETE')).to.deep.equal([]);
    await other.dispose();
  });
});
