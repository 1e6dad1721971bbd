import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Event } from '../../../src/model/event.ts';
import { kubectl } from '../../kubernetesBed/bed.ts';
import {
  atMoment,
  filled,
  kill,
  killAt,
  makeRuns,
  untilNothingOfOurs,
  type Runs,
  type Wanted,
} from '../../kubernetesBed/runs.ts';
import { until } from '../../zuulBed/rest.ts';

/** A moment of a run's life, by what its journal has just said. */
interface Moment {
  readonly title: string;
  readonly is: (event: Event) => boolean;
  /** By then there is a volume to be retained. */
  readonly retained: boolean;
}

const intent = (kind: string, deed: string) => (event: Event) =>
  event.type === 'intent' && event.kind === kind && event.do === deed;
const says = (pattern: RegExp) => (event: Event) => event.type === 'progress' && pattern.test(event.says);

const MOMENTS: readonly Moment[] = [
  { title: 'as it makes the namespace', is: intent('Namespace', 'create'), retained: false },
  { title: 'as it asks for the Cluster', is: intent('Cluster', 'create'), retained: false },
  { title: 'while the control plane comes up', is: says(/0 of 1 control planes/), retained: false },
  { title: 'while addons are applied', is: says(/^addon /), retained: false },
  { title: 'when the suite has filled it', is: filled, retained: true },
  { title: 'in the middle of the drain', is: says(/drain, workloads/), retained: true },
  { title: 'while its machines go', is: says(/machines are still there/), retained: true },
  { title: 'when its controllers have let go of it', is: intent('namespaces', 'delete'), retained: true },
];

/** A run that nobody can ask any more, and whoever cleans up after it: from another folder, by lease and cloud alone. */
describe('after kill -9 of a run, its controllers living on', () => {
  let runs: Runs;
  let elsewhere: string;

  const withRuns = async (wanted: Wanted, work: () => Promise<void>): Promise<void> => {
    runs = await makeRuns(wanted);
    elsewhere = await mkdtemp(join(tmpdir(), 'troika-elsewhere-'));
    try {
      await work();
    } finally {
      await runs.dispose();
      await rm(elsewhere, { recursive: true });
    }
  };

  const clean = async (cluster: string, management: boolean): Promise<{ code: number | null; said: string }> => {
    const env: Record<string, string> = management ? { TROIKA_MANAGEMENT_KUBECONFIG: runs.bed.kubeconfig } : {};
    const args = ['forceclean', '--cluster', cluster, '--yes'];
    const { code, out, err } = await runs.troika(args, elsewhere, env);
    return { code, said: out + err };
  };

  for (const { title, is, retained } of MOMENTS) {
    it(`${title}, all of it goes, and only what is to be retained stays`, async function () {
      this.timeout(1_200_000);
      await withRuns({}, async () => {
        const cluster = await killAt(runs, is);
        const { code, said } = await clean(cluster, true);
        expect(code, said).to.equal(0);
        await onlyRetained(retained);
        expect(await kubectl(runs.bed.kubeconfig, ['get', 'clusters', '-n', cluster, '-o', 'name'])).to.equal('');
      });
    });
  }

  it('without a kubeconfig for its management cluster, the credential is taken from its controllers; what they still make goes too, and later what stands there', async function () {
    this.timeout(1_200_000);
    await withRuns({}, async () => {
      const cluster = await killAt(runs, filled);
      const verified = (event: Event): boolean => event.type === 'clean.verified';
      let anew: readonly string[] = [];
      const args = ['forceclean', '--cluster', cluster, '--yes'];
      // With the token that they have, Cluster API's provider makes the network anew as soon as anything calls it.
      const { ended, events } = await atMoment(runs, args, elsewhere, verified, async () => {
        anew = await until('a network made anew', 120, async () => {
          await kubectl(runs.bed.kubeconfig, [
            ...['annotate', 'openstackclusters', '--all', '-n', cluster, '--overwrite'],
            `test/called=${Date.now()}`,
          ]);
          const names = [...(await runs.project()).values()].filter((one) => one.kind === 'network');
          return names.length > 0 ? names.map(({ name }) => name) : undefined;
        });
      });
      expect(anew).to.deep.equal([`k8s-clusterapi-cluster-${cluster}-${cluster}`]);
      expect(ended.code, ended.out + ended.err).to.equal(0);
      expect(events.filter((event) => event.type === 'clean.planned').length).to.be.above(1);
      await onlyRetained(true);

      const env = { TROIKA_MANAGEMENT_KUBECONFIG: runs.bed.kubeconfig };
      const where = `${cluster} still stands on the management cluster at ${await serverOf(runs.bed.kubeconfig)}`;
      const shown = await runs.troika(['forceclean', '--cluster', cluster], elsewhere, env);
      expect(shown.out).to.include(`${where}, where --yes takes it down first`);
      expect(shown.code, shown.err).to.equal(0);
      const { code, said } = await clean(cluster, true);
      expect(code, said).to.equal(0);
      await onlyRetained(true);
      await untilNothingOfOurs(runs);
    });
  });

  it('and a clean-up that is killed itself when it has taken that credential is followed by one that goes on', async function () {
    this.timeout(1_200_000);
    await withRuns({}, async () => {
      const cluster = await killAt(runs, filled);
      const taken = (event: Event): boolean => event.type === 'warden' && event.says.includes('can log in no more');
      await atMoment(runs, ['forceclean', '--cluster', cluster, '--yes'], elsewhere, taken, kill);
      const { code, said } = await clean(cluster, false);
      expect(code, said).to.equal(0);
      await onlyRetained(true);
      expect((await clean(cluster, true)).code).to.equal(0);
      await untilNothingOfOurs(runs);
    });
  });

  it('without that, and with a credential that is not theirs alone, its slot stays blocked, and the remedy that is said helps', async function () {
    this.timeout(1_200_000);
    await withRuns({ restricted: true }, async () => {
      const cluster = await killAt(runs, filled);
      const server = await serverOf(runs.bed.kubeconfig);
      const remedy =
        'its controllers are alive: set TROIKA_MANAGEMENT_KUBECONFIG to a kubeconfig of their API, or delete the Cluster there';
      const why = `; they run at ${server}, Cluster ${cluster} in namespace ${cluster}; they have no credential of their own`;
      const stood = [...(await runs.project()).keys()].sort();
      const next = await nextRun();
      expect(next.said)
        .to.include(`${cluster}, whose run`)
        .and.to.include(remedy + why);
      expect(next.code, next.said).to.equal(3);
      expect([...(await runs.project()).keys()].sort()).to.deep.equal(stood);

      const status = await runs.troika(['lease', 'list'], elsewhere);
      expect(status.out)
        .to.match(new RegExp(`^1 +BLOCKED +${cluster} `, 'm'))
        .and.to.include(remedy);
      expect(status.out).to.include(`its controllers run at ${server}`);
      const refused = await clean(cluster, true);
      expect(refused.code, refused.said).to.equal(4);
      expect(refused.said).to.include(remedy);
      expect(refused.said).to.include(`Mend that, then: troika lease release ${cluster} --yes`);

      const env = { TROIKA_MANAGEMENT_KUBECONFIG: runs.bed.kubeconfig };
      const released = await runs.troika(['lease', 'release', cluster, '--yes'], elsewhere, env);
      expect(released.code, released.out + released.err).to.equal(0);
      await onlyRetained(true);
      expect(await kubectl(runs.bed.kubeconfig, ['get', 'clusters', '-n', cluster, '-o', 'name'])).to.equal('');
    });
  });

  /** A run from elsewhere that needs what the dead one holds, and waits for it in vain. */
  async function nextRun(): Promise<{ code: number | null; said: string }> {
    await runs.world.setQuota({ servers: 2 });
    const footprint = { generation: 'v2', controlPlanes: 1, workers: 1, image: runs.world.image };
    const clusters = [{ provisioner: 'footprint', footprint }];
    await writeFile(join(elsewhere, 'troika.yaml'), JSON.stringify({ externalNetwork: 'ext-lo', clusters }));
    const { code, out, err } = await runs.troika(['run', '--max-wait', '60s'], elsewhere);
    await runs.world.setQuota({ servers: 100 });
    return { code, said: out + err };
  }

  async function onlyRetained(retained: boolean): Promise<void> {
    const left = [...(await runs.project()).values()];
    const marks = left.map(
      (one) => `${one.kind}: ${one.metadata['troika-reclaim'] ?? ''} ${one.metadata['troika-claim'] ?? ''}`,
    );
    expect(marks).to.deep.equal(retained ? ['volume: Retain default/kept'] : []);
  }
});

/** The address that a kubeconfig leads to. */
async function serverOf(kubeconfig: string): Promise<string> {
  return kubectl(kubeconfig, ['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}']);
}
