import { expect } from 'chai';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPlanFile, sealed } from '../../src/forceclean/planFile.ts';
import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';

const C = 'tabcdefghia';
const D = 'tbbbbbbbbba';
const NEIGHBOUR = 'tzzzzzzzzza';

describe('a plan in a file', function () {
  this.timeout(90_000);
  let scene: LeaseScene;

  beforeEach(async () => {
    scene = await makeLeaseScene();
    await scene.cluster(NEIGHBOUR);
  });
  afterEach(() => scene.dispose());

  /** What stands of a neighbour, byte for byte. */
  const servers = (cluster: string): readonly string[] =>
    [...scene.world.sim.world.servers.values()].map((one) => one.name).filter((name) => name.includes(cluster));
  const path = (): string => join(scene.place.path, 'plan.json');
  const deletions = (): readonly string[] =>
    scene.world.sim.requests
      .filter((one) => one.method === 'DELETE' || one.path.endsWith('remove_router_interface'))
      .map((one) => one.path);

  async function make(...clusters: string[]): Promise<string> {
    const args = clusters.flatMap((cluster) => ['--cluster', cluster]);
    const { code, text } = await scene.command(['forceclean', ...args, '-o', 'plan.json']);
    expect(code, text).to.equal(0);
    return text;
  }

  const apply = (): ReturnType<LeaseScene['command']> => scene.command(['forceclean', 'apply', 'plan.json']);

  async function edit(change: (text: string) => string): Promise<void> {
    await writeFile(path(), change(await readFile(path(), 'utf8')));
  }

  /** @param says what the refusal says, and what it says to do */
  async function refused(...says: readonly RegExp[]): Promise<void> {
    const before = deletions().length;
    const { code, text } = await apply();
    expect(code, text).to.equal(4);
    for (const one of says) expect(text).to.match(one);
    expect(deletions()).to.have.length(before);
    expect(servers(C)).to.have.length(2);
  }

  it('is kept, and says where and what next; making it deletes nothing', async () => {
    await scene.cluster(C);
    const text = await make(C);
    expect(text).to.include(path()).and.to.include('troika forceclean apply plan.json');
    expect(servers(C)).to.have.length(2);
    const file = JSON.parse(await readFile(path(), 'utf8')) as Record<string, unknown>;
    expect(file).to.include({ version: 1, projectId: scene.world.projectId, run: null, pvc: null });
  });

  it('is applied without another word, to the last of several clusters, and the neighbour stands', async () => {
    await scene.cluster(C);
    await scene.cluster(D);
    await make(C, D);
    const { code, text } = await apply();
    expect(code, text).to.equal(0);
    expect(text.match(/A fresh listing shows nothing left/g)).to.have.length(2);
    expect([...servers(C), ...servers(D)]).to.deep.equal([]);
    expect(servers(NEIGHBOUR)).to.have.length(2);
  });

  it('sends the deletions that it names and no others', async () => {
    await scene.cluster(C);
    await make(C);
    const before = deletions().length;
    const { plans } = JSON.parse(await readFile(path(), 'utf8')) as {
      plans: { steps: { target: { id: string } }[] }[];
    };
    const named = new Set(plans.flatMap((plan) => plan.steps.map((step) => step.target.id)));
    await apply();
    const sent = deletions()
      .slice(before)
      .filter((one) => one.split('?')[0]?.endsWith('remove_router_interface') !== true)
      .map((one) => decodeURIComponent(one.split('?')[0]?.split('/').at(-1) ?? ''));
    expect(sent.length).to.be.greaterThan(10);
    expect(sent.filter((id) => !named.has(id))).to.deep.equal([]);
  });

  it('is refused when it was changed', async () => {
    await scene.cluster(C);
    await make(C);
    await edit((text) => text.replace(/"pvc": null/, '"pvc": "keep"'));
    await refused(/sha-256/, /Make it anew/);
  });

  it('is refused when it is cut off, of another version, or something else', async () => {
    await scene.cluster(C);
    await make(C);
    await edit((text) => text.slice(0, -20));
    await refused(/no JSON/);
    await edit(() => '{"version": 2}');
    await refused(/version 2/);
    await edit(() => '{"version": 1}');
    await refused(/no plan of Troika/);
  });

  it('is refused when it is stale by the cloud’s clock, with the command that makes it anew', async () => {
    await scene.cluster(C);
    await make(C);
    scene.minutesPass(16);
    await refused(/stale plan/, new RegExp(`troika forceclean --cluster ${C} -o plan.json`));
    await scene.command(['forceclean', '--cluster', C, '--pvc', 'delete', '-o', 'plan.json']);
    scene.minutesPass(16);
    await refused(/stale plan/, new RegExp(`troika forceclean --cluster ${C} --pvc delete -o plan.json`));
  });

  it('is refused for another project', async () => {
    await scene.cluster(C);
    await make(C);
    await edit((text) => {
      const file = readPlanFile(text);
      if ('wrong' in file) throw new Error(file.wrong);
      const { sha256: _, ...body } = file;
      return JSON.stringify(sealed({ ...body, projectId: 'another' }));
    });
    await refused(/the plan is for project another/, /credential of that project/);
  });

  it('is refused while a run holds the cluster', async () => {
    await scene.cluster(C);
    await make(C);
    await scene.ticket(await scene.book(), C, { is: 'slot', slot: 1 }, { holder: 'alice@ci' });
    await refused(/held by alice@ci/);
  });

  it('says what file is missing', async () => {
    const { code, text } = await apply();
    expect(code, text).to.equal(2);
    expect(text).to.match(/cannot read .*plan\.json: ENOENT/);
  });

  it('leaves what is not in it, though it is the cluster’s, names it, and ends with 5', async () => {
    await scene.cluster(C);
    await make(C);
    const { volumes } = scene.world.sim.world;
    const pattern = [...volumes.values()].find((one) => one.metadata['cinder.csi.openstack.org/cluster'] === C);
    if (pattern === undefined) throw new Error('no volume behind a claim');
    const later = { ...pattern, id: '11111111-2222-4333-8444-555555555555', status: 'available' as const };
    volumes.set(later.id, later);
    const { code, text } = await apply();
    expect(code, text).to.equal(5);
    expect(text).to.match(new RegExp(`volume ${later.id}.*not in the plan that is applied: make a new plan`));
    expect([...volumes.keys()].includes(later.id)).to.equal(true);
    expect(servers(C)).to.deep.equal([]);
  });

  it('is judged anew where something of it has changed: kept when marked, removed when still proved ours', async () => {
    await scene.cluster(C);
    await make(C);
    const { volumes, snapshots } = scene.world.sim.world;
    const copied = new Set([...snapshots.values()].map((one) => one.volumeId));
    const claimed = [...volumes.values()].filter((one) => one.metadata['cinder.csi.openstack.org/cluster'] === C);
    const marked = claimed.find((one) => !copied.has(one.id));
    const described = claimed.find((one) => copied.has(one.id));
    if (marked === undefined || described === undefined) throw new Error('not two volumes behind claims');
    marked.metadata['e2e-keep'] = 'true';
    described.description = 'looked at';
    const { code, text } = await apply();
    expect(code, text).to.equal(0);
    expect(text).to.match(new RegExp(`volume ${marked.id}.*marked to be kept`));
    expect(volumes.has(marked.id)).to.equal(true);
    expect(volumes.has(described.id)).to.equal(false);
  });
});
