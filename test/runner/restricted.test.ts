import { expect } from 'chai';
import { create } from '../../src/openstack/create.ts';
import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';

const C = 'tabcdefghia';

describe('forceclean with a restricted application credential', function () {
  this.timeout(60_000);
  let scene: LeaseScene;

  beforeEach(async () => {
    scene = await makeLeaseScene();
    await scene.cluster(C);
    await create(scene.session, 'applicationCredential', { name: `${C}-${C}-appcred`, unrestricted: false });
    const rows = scene.world.sim.world.credentials;
    for (const row of rows.values()) rows.set(row.id, { ...row, unrestricted: false });
  });
  afterEach(() => scene.dispose());

  it('says in the plan what it may not delete, what to do, and ends with 7', async () => {
    const { code, text } = await scene.command(['forceclean', '--cluster', C]);
    expect(code, text).to.equal(7);
    expect(text).to.match(
      /applicationCredential .*-appcred” \(ours\): .* is restricted, .* 403: use an unrestricted one/,
    );
  });

  it('says it before it begins, removes the rest, never tries, and ends with 7', async () => {
    const { code, text } = await scene.command(['forceclean', '--cluster', C, '--yes']);
    expect(code, text).to.equal(7);
    expect(text.indexOf('will stay')).to.be.within(0, text.indexOf('down 1/'));
    expect(text).to.match(/unauthorised: applicationCredential .* is left/);
    expect([...scene.world.sim.world.servers.values()]).to.deep.equal([]);
    const tried = scene.world.sim.requests.filter(
      (one) => one.method === 'DELETE' && one.path.includes('application_credentials'),
    );
    expect(tried).to.deep.equal([]);
  });
});
