import { join } from 'node:path';
import { expect } from 'chai';
import { refKey } from '../../../src/model/resource.ts';
import { kubectl } from '../../kubernetesBed/bed.ts';
import { makeRuns, untilNothingOfOurs, type Runs } from '../../kubernetesBed/runs.ts';
import { eventsOf, onlyRun } from '../../support/program.ts';

describe('a real cluster of one control plane and one worker', () => {
  let runs: Runs;

  before(async () => {
    runs = await makeRuns();
  });
  after(() => runs?.dispose());

  it('comes up, passes, and is gone but for the volume that is to be retained', async function () {
    this.timeout(900_000);
    const { code, out, err } = await runs.troika(['run']);
    expect(code, out + err).to.equal(0);
    const left = [...(await runs.project()).values()];
    expect(
      left.map(({ kind, metadata }) => `${kind} ${metadata['troika-reclaim']} ${metadata['troika-claim']}`),
    ).to.deep.equal(['volume Retain default/kept']);
    const events = await eventsOf(await onlyRun(runs.place));
    const handed = events.flatMap((event) => (event.type === 'clean.verified' ? (event.handedOver ?? []) : []));
    expect(handed.map(refKey)).to.deep.equal(left.map(refKey));
    await untilNothingOfOurs(runs);
  });

  it('that stands already is tested, rid of what the suite made, and left as it was', async function () {
    this.timeout(900_000);
    const standing = await makeRuns({ suite: ['true'] });
    try {
      const kept = await standing.troika(['run', '--keep']);
      expect(kept.code, kept.err).to.equal(0);
      const run = await onlyRun(standing.place);
      const [name = ''] = (await eventsOf(run)).flatMap((one) =>
        one.type === 'cluster.admitted' ? [one.cluster] : [],
      );
      const kubeconfig = join(run, 'clusters', name, 'kubeconfig');
      const before = [[...(await standing.project()).keys()].sort(), await objects(kubeconfig)];
      const suites = [{ suite: 'command', name: 'fill', run: ['./fill.sh'] }];
      const existing = {
        clusters: [{ provisioner: 'existing', existing: { kubeconfig }, suites }],
        externalNetwork: 'ext-lo',
      };
      await standing.place.write('existing.yaml', JSON.stringify(existing));
      const tested = await standing.troika(['run', 'existing.yaml', '--retained']);
      expect(tested.code, tested.out + tested.err).to.equal(0);
      expect([[...(await standing.project()).keys()].sort(), await objects(kubeconfig)]).to.deep.equal(before);
      const down = await standing.troika(['down', run, '--yes']);
      expect(down.code, down.out + down.err).to.equal(0);
      expect([...(await standing.project()).keys()]).to.deep.equal([]);
    } finally {
      await standing.dispose();
    }
  });
});

/** What people and suites make in a cluster. */
async function objects(kubeconfig: string): Promise<string> {
  return kubectl(kubeconfig, ['get', 'services,statefulsets,deployments,pvc,pv', '-A', '-o', 'name']);
}
