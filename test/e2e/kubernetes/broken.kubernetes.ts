import { resolve } from 'node:path';
import { expect } from 'chai';
import type { Event } from '../../../src/model/event.ts';
import { broken, kubectl } from '../../kubernetesBed/bed.ts';
import { makeRuns, untilNothingOfOurs, type Runs } from '../../kubernetesBed/runs.ts';
import { eventsOf, onlyRun } from '../../support/program.ts';
import { until } from '../../zuulBed/rest.ts';

/** What breaks while a run's cluster stands or goes, and what the run makes of it. */
describe('a run of a real cluster', () => {
  let runs: Runs;

  const withRuns = async (suite: readonly string[] | undefined, work: () => Promise<void>): Promise<void> => {
    runs = await makeRuns(suite === undefined ? {} : { suite });
    try {
      await work();
    } finally {
      await broken(runs.bed, 'mend', 'management', 'api', 'capo');
      await runs.dispose();
    }
  };

  /** A suite that fills the cluster, and then breaks something. */
  const fillAndBreak = async (...parts: readonly string[]): Promise<readonly string[]> => {
    const bed = process.env['TROIKA_KUBE_BED'] ?? '';
    const what = parts[0] === 'management' ? parts.join(' ') : `"$TROIKA_CLUSTER" ${parts.join(' ')}`;
    return ['bash', '-c', `./fill.sh && KUBE_BED_DIR=${bed} ${resolve('test/beds/kubernetes/break')} ${what}`];
  };

  /** All that is left in the project is what was handed over, and that is the one volume to be retained. */
  const leftOnlyRetained = async (events: readonly Event[]): Promise<void> => {
    const handed = events.flatMap((event) => (event.type === 'clean.verified' ? (event.handedOver ?? []) : []));
    const keys = [...new Set(handed.map(({ kind, id }) => `${kind}/${id}`))];
    expect([...(await runs.project()).keys()]).to.deep.equal(keys);
    expect([...new Set(handed.map(({ why }) => why))]).to.deep.equal(['its reclaim policy is Retain']);
    expect(keys).to.have.lengthOf(1);
  };

  const runEvents = async (): Promise<readonly Event[]> => eventsOf(await onlyRun(runs.place));

  it('whose own API has died is taken down by its controllers, its load balancer and volumes from the cloud’s side', async function () {
    this.timeout(1_200_000);
    await withRuns(await fillAndBreak('api'), async () => {
      const { code, err } = await runs.troika(['run']);
      expect(code, err).to.equal(0);
      await leftOnlyRetained(await runEvents());
    });
  });

  it('whose cloud controller manager has died is drained of all else, and its load balancer goes from the cloud’s side', async function () {
    this.timeout(1_200_000);
    await withRuns(await fillAndBreak('occm'), async () => {
      const { code, err } = await runs.troika(['run']);
      expect(code, err).to.equal(0);
      expect(err + JSON.stringify(await runEvents())).to.match(
        /cloud controller manager has not removed its load balancer/,
      );
      await leftOnlyRetained(await runEvents());
    });
  });

  it('T32 whose management API has died is drained and cleaned, and says what is left to do there', async function () {
    this.timeout(1_500_000);
    await withRuns(await fillAndBreak('management', 'api'), async () => {
      const { code, err, out } = await runs.troika(['run']);
      expect(code, out + err).to.equal(5);
      expect(out).to.match(/its controllers have not let go of it: .*no answer/);
      const kinds = [...(await runs.project()).values()].map((one) => one.kind).sort();
      expect(kinds).to.deep.equal(['volume']);
      await broken(runs.bed, 'mend', 'management', 'api');
      await finish();
    });
  });

  it('whose OpenStack provider dies during the deletion is cleaned, and is finished when that works again', async function () {
    this.timeout(1_500_000);
    await withRuns(undefined, async () => {
      const running = runs.start(['run']);
      await until('the deletion', 600, async () =>
        (await runEvents().catch(() => [])).some(
          (one) => one.type === 'progress' && /machines are still there/.test(one.says),
        )
          ? true
          : undefined,
      );
      await broken(runs.bed, 'break', 'management', 'capo');
      const { code, out, err } = await running.ended;
      expect(code, out + err).to.equal(5);
      expect(out).to.match(/its controllers have not let go of it: stuck: /);
      await broken(runs.bed, 'mend', 'management', 'capo');
      await finish();
    });
  });

  it('that somebody deletes without a drain hangs on the load balancer of a Service, which is seen and resolved', async function () {
    this.timeout(1_500_000);
    await withRuns(undefined, async () => {
      const { code, err } = await runs.troika(['run', '--keep']);
      expect(code, err).to.equal(0);
      const [cluster = ''] = (await runEvents()).flatMap((one) =>
        one.type === 'cluster.admitted' ? [one.cluster] : [],
      );
      await kubectl(runs.bed.kubeconfig, ['-n', cluster, 'delete', 'cluster', cluster, '--wait=false']);
      const machines = ['get', 'machines', '-n', cluster, '-o', 'name'];
      await until('no machine', 400, async () =>
        (await kubectl(runs.bed.kubeconfig, machines)) === '' ? true : undefined,
      );
      const down = await runs.troika(['down', await onlyRun(runs.place), '--yes']);
      expect(down.code, down.out + down.err).to.equal(0);
      await leftOnlyRetained(await runEvents());
      await untilNothingOfOurs(runs);
    });
  });

  /** A later clean-up ends what the controllers could not. */
  async function finish(): Promise<void> {
    const { code, out, err } = await runs.troika(['forceclean', '--run', await onlyRun(runs.place), '--yes']);
    expect(code, out + err).to.equal(0);
    await leftOnlyRetained(await runEvents());
    await untilNothingOfOurs(runs);
  }
});
