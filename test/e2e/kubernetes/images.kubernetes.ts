import { expect } from 'chai';
import { kubectl } from '../../kubernetesBed/bed.ts';
import { makeCluster, type Cluster } from '../../kubernetesBed/cluster.ts';
import { makeManagedImage, serveImage, type ManagedImage } from '../../kubernetesBed/images.ts';
import { filled, killAt, makeRuns, untilNothingOfOurs, type Runs } from '../../kubernetesBed/runs.ts';
import { at, textAt } from '../../support/json.ts';
import { connectWire } from '../../support/wire.ts';
import { until } from '../../zuulBed/rest.ts';

/**
 * An image that the management cluster made and manages. The stack of A manages it as well: the controller has found it by
 * its name. B's machines boot from it.
 */
describe('an image that the management cluster of A manages, and that B boots from', () => {
  let served: Awaited<ReturnType<typeof serveImage>>;
  let runs: Runs;
  let image: ManagedImage;
  let neighbour: Cluster;

  before(async function () {
    this.timeout(900_000);
    served = await serveImage();
    runs = await makeRuns({ image: served });
    image = await makeManagedImage(runs.bed, runs.world, served);
    neighbour = await makeCluster(runs.bed, runs.world, served.name);
  });
  after(async function () {
    this.timeout(600_000);
    await runs?.dispose();
    await served?.close();
  });

  it('T38 stays after the end of a run of A, and so does what B has and may need of it', async function () {
    this.timeout(1_200_000);
    const { code, out, err } = await runs.troika(['run']);
    expect(code, out + err).to.equal(0);
    expect(await shown()).to.deep.equal([200, 'active']);
    expect(out + err).to.include(keptText());
    await untilNothingOfOurs(runs);
    await neighbourGrows(2);
  });

  it('T38 stays after the clean-up of a run of A that was killed', async function () {
    this.timeout(1_200_000);
    const cluster = await killAt(runs, filled);
    const { code, out, err } = await runs.troika(['forceclean', '--cluster', cluster, '--yes'], undefined, {
      TROIKA_MANAGEMENT_KUBECONFIG: runs.bed.kubeconfig,
    });
    expect(code, out + err).to.equal(0);
    expect(await shown()).to.deep.equal([200, 'active']);
    expect(out + err).to.include(keptText());
    await untilNothingOfOurs(runs);
    await neighbourGrows(3);
  });

  it('goes with the object that made it, which nobody but its owner deletes', async function () {
    this.timeout(400_000);
    await neighbour.remove();
    await image.remove();
    expect((await shown())[0]).to.equal(404);
  });

  function keptText(): string {
    return `the image of Image ${served.name} (${image.id}) stays in the cloud: others may boot from it`;
  }

  /** What Glance says of the image. */
  async function shown(): Promise<readonly unknown[]> {
    const wire = await connectWire(runs.world.cloudsYaml, runs.world.cloud);
    const { status, body } = await wire.send('image', 'GET', `/images/${image.id}`);
    return [status, at(body, 'status')];
  }

  /** B gets one more worker, which boots from the image. */
  async function neighbourGrows(workers: number): Promise<void> {
    const { name } = neighbour;
    const path = '/spec/topology/workers/machineDeployments/0/replicas';
    const change = JSON.stringify([{ op: 'replace', path, value: workers }]);
    await kubectl(runs.bed.kubeconfig, ['-n', name, 'patch', 'cluster', name, '--type', 'json', '-p', change]);
    await until('one more machine', 300, async () => {
      const asked = ['-n', name, 'get', 'machines', '-o', 'jsonpath={.items[*].status.phase}'];
      const phases = (await kubectl(runs.bed.kubeconfig, asked)).split(' ');
      return phases.length === workers + 1 && phases.every((phase) => phase === 'Running') ? true : undefined;
    });
    const wire = await connectWire(runs.world.cloudsYaml, runs.world.cloud);
    const { body } = await wire.send('compute', 'GET', '/servers/detail');
    const servers = at(body, 'servers');
    const images = Array.isArray(servers) ? servers.filter((one) => textAt(one, 'name').startsWith(name)) : [];
    expect(images.map((one) => [at(one, 'status'), at(one, 'image', 'id')])).to.deep.equal(
      Array(workers + 1).fill(['ACTIVE', image.id]),
    );
  }
});
