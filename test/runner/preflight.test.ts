import { expect } from 'chai';
import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';

const WITHOUT = `clusters:
  - label: new
    provisioner: footprint
  - label: theirs
    provisioner: existing
    existing: { kubeconfig: kubeconfig.yaml }
    suites: [{ suite: hydrophone, program: nowhere }]
`;

describe('A suite whose program is not there', function () {
  this.timeout(120_000);
  let scene: LeaseScene;

  beforeEach(async () => {
    scene = await makeLeaseScene();
    await scene.place.write('troika.yaml', WITHOUT);
  });
  afterEach(() => scene.dispose());

  for (const args of [['run'], ['run', '--dry-run'], ['doctor']]) {
    it(`is told by troika ${args.join(' ')}, before anything is made`, async () => {
      const { code, text } = await scene.command(args);
      expect(code, text).to.equal(2);
      expect(text).to.include(`hydrophone: ${scene.place.path}/nowhere is not there`);
      expect(text).to.include('troika tools install hydrophone');
      const effects = scene.world.sim.requests.filter(
        (one) => one.method !== 'GET' && !one.path.includes('/auth/tokens'),
      );
      expect(effects).to.deep.equal([]);
    });
  }
});
