import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Event } from '../../../src/model/event.ts';
import { kubectl } from '../../kubernetesBed/bed.ts';
import { makeRuns, type Runs, type Wanted } from '../../kubernetesBed/runs.ts';
import { eventsOf, onlyRun } from '../../support/program.ts';
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
  {
    title: 'when the suite has filled it',
    is: (event) => event.type === 'suite.ended' && event.result.suite === 'fill',
    retained: true,
  },
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

  /** Kills the run at a moment. @returns the cluster */
  const killAt = async (is: (event: Event) => boolean): Promise<string> => {
    const running = runs.start(['run']);
    await until('the moment', 600, async () => {
      const events = await onlyRun(runs.place)
        .then(eventsOf)
        .catch(() => []);
      if (events.some((event) => event.type === 'run.ended')) throw new Error('it ended before');
      return events.some(is) ? true : undefined;
    });
    running.child.kill('SIGKILL');
    await running.ended;
    const events = await eventsOf(await onlyRun(runs.place));
    return events.flatMap((event) => (event.type === 'cluster.admitted' ? [event.cluster] : []))[0] ?? '';
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
        const cluster = await killAt(is);
        const { code, said } = await clean(cluster, true);
        expect(code, said).to.equal(0);
        await onlyRetained(retained);
        expect(await kubectl(runs.bed.kubeconfig, ['get', 'clusters', '-n', cluster, '-o', 'name'])).to.equal('');
      });
    });
  }

  it('without a kubeconfig for its management cluster, the credential is taken from its controllers', async function () {
    this.timeout(1_200_000);
    await withRuns({}, async () => {
      const cluster = await killAt((event) => event.type === 'suite.ended' && event.result.suite === 'fill');
      const { code, said } = await clean(cluster, false);
      expect(code, said).to.equal(0);
      await onlyRetained(true);
      await kubectl(runs.bed.kubeconfig, ['delete', 'namespace', cluster, '--wait=false']);
    });
  });

  async function onlyRetained(retained: boolean): Promise<void> {
    const left = [...(await runs.project()).values()];
    const marks = left.map(
      (one) => `${one.kind}: ${one.metadata['troika-reclaim'] ?? ''} ${one.metadata['troika-claim'] ?? ''}`,
    );
    expect(marks).to.deep.equal(retained ? ['volume: Retain default/kept'] : []);
  }
});
