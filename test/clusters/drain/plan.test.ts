import { expect } from 'chai';
import { planDrain, type DrainPlan } from '../../../src/clusters/drain/plan.ts';
import { placeOf } from '../../../src/clusters/drain/objects.ts';
import {
  balanced,
  claimed,
  copied,
  DELETE_ALL,
  made,
  mounting,
  running,
  standing,
  volume,
  type Made,
} from './objects.ts';

/** The plan as a person would read it: `claims: delete persistentVolumeClaim shop/data`. */
function steps(plan: DrainPlan): string[] {
  return plan.stages.flatMap((stage) =>
    stage.steps.map(({ do: deed, thing }) => `${stage.name}: ${deed} ${thing.kind} ${placeOf(thing)}`),
  );
}

function awaits(plan: DrainPlan, name: string): string[] {
  return plan.stages.flatMap((stage) =>
    stage.name === name ? stage.awaits.map((thing) => `${thing.kind} ${placeOf(thing)}`) : [],
  );
}

function kept(plan: DrainPlan): string[] {
  return plan.kept.map(({ what, why, leftover }) => `${what}${leftover ? ' (leftover)' : ''}: ${why}`);
}

const uidOf = ([, { metadata }]: Made): string => metadata.uid;

describe('the plan of a drain', () => {
  it('takes a shop apart from the outside to its volumes', () => {
    const plan = planDrain(
      standing(
        claimed('data'),
        running('statefulSet', 'db', ['data']),
        claimed('copy', 'Delete', { dataSource: { kind: 'VolumeSnapshot', name: 's' } }),
        copied('s', 'data'),
        balanced('web', 'lb1'),
        made('gateway', 'gate', {}, { namespace: 'shop' }),
        made('volumeAttachment', 'a', { source: { persistentVolumeName: 'pv-data' } }),
        made('kustomization', 'shop', {}, { namespace: 'flux' }),
        made('cronJob', 'report', {}, { namespace: 'shop' }),
        made('deployment', 'front', { template: { spec: mounting([]) } }, { namespace: 'shop' }),
      ),
      DELETE_ALL,
    );
    expect(steps(plan)).to.deep.equal([
      'freeze: change kustomization flux/shop',
      'freeze: delete cronJob shop/report',
      'gateways: delete gateway shop/gate',
      'loadBalancers: delete service shop/web',
      'workloads: delete statefulSet shop/db',
      'restored: delete persistentVolumeClaim shop/copy',
      'snapshots: delete volumeSnapshot shop/s',
      'claims: delete persistentVolumeClaim shop/data',
    ]);
    expect(awaits(plan, 'workloads')).to.deep.equal(['statefulSet shop/db', 'pod shop/db-0', 'volumeAttachment a']);
    expect(awaits(plan, 'restored')).to.deep.equal(['persistentVolumeClaim shop/copy', 'persistentVolume pv-copy']);
    expect(awaits(plan, 'snapshots')).to.deep.equal(['volumeSnapshot shop/s', 'volumeSnapshotContent content-s']);
    expect(awaits(plan, 'claims')).to.deep.equal(['persistentVolumeClaim shop/data', 'persistentVolume pv-data']);
    expect(plan.kept).to.deep.equal([]);
    expect(plan.gone).to.deep.equal([
      { kind: 'loadBalancer', id: 'lb1' },
      { kind: 'volume', id: 'volume of data' },
      { kind: 'volume', id: 'volume of copy' },
      { kind: 'snapshot', id: 'snapshot s' },
    ]);
  });

  it('stops what makes things anew: Flux, Argo where it acts by itself, CronJobs and Jobs, but nothing of the system', () => {
    const cron = made('cronJob', 'report', {}, { namespace: 'shop' });
    const plan = planDrain(
      standing(
        made('helmRelease', 'on', { suspend: false }, { namespace: 'flux' }),
        made('helmRelease', 'off', { suspend: true }, { namespace: 'flux' }),
        made('application', 'auto', { syncPolicy: { automated: { selfHeal: true } } }, { namespace: 'argo' }),
        made('application', 'manual', { syncPolicy: {} }, { namespace: 'argo' }),
        cron,
        made('job', 'report-1', {}, { namespace: 'shop', owner: cron }),
        made('cronJob', 'etcd-defrag', {}, { namespace: 'kube-system' }),
      ),
      DELETE_ALL,
    );
    expect(steps(plan)).to.deep.equal([
      'freeze: change helmRelease flux/on',
      'freeze: change application argo/auto',
      'freeze: delete cronJob shop/report',
      'freeze: delete job shop/report-1',
    ]);
    expect(plan.stages[0]?.steps.map(({ change }) => change)).to.deep.equal([
      { spec: { suspend: true } },
      { spec: { syncPolicy: { automated: null } } },
      undefined,
      undefined,
    ]);
  });

  it('deletes load balancers of the system last, and takes the mark off that would keep a floating IP', () => {
    const mark = { 'loadbalancer.openstack.org/keep-floatingip': 'true' };
    const plan = planDrain(
      standing(
        balanced('ingress', 'lb1', { namespace: 'kube-system' }),
        balanced('web', 'lb2', { annotations: mark }),
        made('service', 'inner', { type: 'ClusterIP' }, { namespace: 'shop' }),
      ),
      DELETE_ALL,
    );
    expect(steps(plan)).to.deep.equal([
      'loadBalancers: change service shop/web',
      'loadBalancers: delete service shop/web',
      'loadBalancers: delete service kube-system/ingress',
    ]);
    expect(plan.stages.flatMap((stage) => stage.steps)[0]?.change).to.deep.equal({
      metadata: { annotations: { 'loadbalancer.openstack.org/keep-floatingip': null } },
    });
  });

  it('only waits for what somebody is deleting already', () => {
    const plan = planDrain(standing(balanced('web', 'lb1', { deleting: true })), DELETE_ALL);
    expect(steps(plan)).to.deep.equal([]);
    expect(awaits(plan, 'loadBalancers')).to.deep.equal(['service shop/web']);
  });

  it('ends workloads by their outermost owner, and pods that nobody owns', () => {
    const deployment = made('deployment', 'web', { template: { spec: mounting(['data']) } }, { namespace: 'shop' });
    const set = made(
      'replicaSet',
      'web-1',
      { template: { spec: mounting(['data']) } },
      { namespace: 'shop', owner: deployment },
    );
    const plan = planDrain(
      standing(
        claimed('data'),
        deployment,
        set,
        made('pod', 'web-1-a', mounting(['data']), { namespace: 'shop', owner: set }),
        made('pod', 'alone', mounting(['data']), { namespace: 'shop' }),
        made('pod', 'other', mounting(['data']), { namespace: 'elsewhere' }),
        made('statefulSet', 'empty', { volumeClaimTemplates: [{ metadata: { name: 'data' } }] }, { namespace: 'shop' }),
      ),
      DELETE_ALL,
    );
    expect(steps(plan).filter((step) => step.startsWith('workloads'))).to.deep.equal([
      'workloads: delete deployment shop/web',
      'workloads: delete statefulSet shop/empty',
      'workloads: delete pod shop/alone',
    ]);
  });

  it('leaves what must live until the end, wherever it runs, and the claims that it uses', () => {
    const image = 'registry.k8s.io:443/provider-os/openstack-cloud-controller-manager:v1.31.2';
    const occm = made('daemonSet', 'occm', { template: { spec: mounting(['cache'], image) } }, { namespace: 'shop' });
    const plan = planDrain(standing(claimed('cache'), occm), DELETE_ALL);
    expect(steps(plan)).to.deep.equal([]);
    expect(kept(plan)).to.deep.equal([
      'persistentVolumeClaim shop/cache: daemonSet shop/occm uses it and stays: what is to go needs it until the end',
    ]);
    expect(plan.gone).to.deep.equal([]);
  });

  it('hands over what is to be retained, and says why', () => {
    const plan = planDrain(standing(claimed('data', 'Retain'), volume('old', 'v-old', 'Retain')), DELETE_ALL);
    expect(steps(plan)).to.deep.equal(['claims: delete persistentVolumeClaim shop/data']);
    expect(awaits(plan, 'claims')).to.deep.equal(['persistentVolumeClaim shop/data']);
    const why = 'its reclaim policy is Retain';
    expect(plan.handedOver).to.deep.equal([
      { kind: 'volume', id: 'volume of data', name: 'pv-data', why },
      { kind: 'volume', id: 'v-old', name: 'old', why },
    ]);
    expect(plan.gone).to.deep.equal([]);
  });

  it('releases what is retained before its claim goes, where that is wanted', () => {
    const plan = planDrain(
      standing(claimed('data', 'Retain'), copied('s', 'data', 'Retain'), volume('old', 'v-old', 'Retain')),
      { ...DELETE_ALL, retained: true },
    );
    expect(steps(plan)).to.deep.equal([
      'retained: change persistentVolume pv-data',
      'retained: change persistentVolume old',
      'snapshots: change volumeSnapshotContent content-s',
      'snapshots: delete volumeSnapshot shop/s',
      'claims: delete persistentVolumeClaim shop/data',
    ]);
    expect(awaits(plan, 'claims')).to.include.members(['persistentVolume pv-data', 'persistentVolume old']);
    expect(plan.handedOver).to.deep.equal([]);
    expect(plan.gone.map(({ id }) => id)).to.include.members(['volume of data', 'v-old', 'snapshot s']);
  });

  it('leaves the volume of a snapshot that is retained, since Cinder would not delete it', () => {
    const plan = planDrain(standing(claimed('data'), copied('s', 'data', 'Retain')), DELETE_ALL);
    expect(steps(plan)).to.deep.equal(['snapshots: delete volumeSnapshot shop/s']);
    expect(kept(plan)).to.deep.equal([
      'persistentVolumeClaim shop/data (leftover): volumeSnapshotContent content-s of its volume is retained, and Cinder deletes no volume that has snapshots',
    ]);
    expect(plan.handedOver.map(({ id }) => id)).to.deep.equal(['snapshot s']);
    expect(plan.gone).to.deep.equal([]);
  });

  it('does not spare a volume for a backup that is retained, which outlives it', () => {
    const plan = planDrain(standing(claimed('data'), copied('s', 'data', 'Retain', 'backup')), DELETE_ALL);
    expect(steps(plan)).to.deep.equal([
      'snapshots: delete volumeSnapshot shop/s',
      'claims: delete persistentVolumeClaim shop/data',
    ]);
    expect(plan.handedOver).to.deep.equal([
      { kind: 'backup', id: 'snapshot s', name: 'content-s', why: 'its reclaim policy is Retain' },
    ]);
  });

  it('asks for a content by itself only where its VolumeSnapshot is gone', () => {
    const [, content] = copied('s', 'data');
    const plan = planDrain(standing(content === undefined ? [] : [content]), DELETE_ALL);
    expect(steps(plan)).to.deep.equal(['snapshots: delete volumeSnapshotContent content-s']);
  });

  it('never deletes a PersistentVolume, and does not wait for one that was made by hand', () => {
    const claim = made('persistentVolumeClaim', 'mine', { volumeName: 'hand' }, { namespace: 'shop' });
    const plan = planDrain(standing(claim, volume('hand', 'v1', 'Delete', claim, { annotations: {} })), DELETE_ALL);
    expect(steps(plan)).to.deep.equal(['claims: delete persistentVolumeClaim shop/mine']);
    expect(awaits(plan, 'claims')).to.deep.equal(['persistentVolumeClaim shop/mine']);
    expect(kept(plan)).to.deep.equal([
      'persistentVolume hand: somebody made it by hand: what is behind it was there before',
    ]);
    expect(plan.gone).to.deep.equal([]);
  });

  it('leaves a VolumeSnapshot that would take along a snapshot which was there before', () => {
    const source = { snapshotHandle: 's1' };
    const status = { boundVolumeSnapshotContentName: 'c' };
    const snapshot = made('volumeSnapshot', 's', {}, { namespace: 'shop', status });
    const spec = {
      driver: 'cinder.csi.openstack.org',
      deletionPolicy: 'Delete',
      source,
      volumeSnapshotRef: { uid: uidOf(snapshot) },
    };
    const plan = planDrain(standing(snapshot, made('volumeSnapshotContent', 'c', spec)), DELETE_ALL);
    expect(steps(plan)).to.deep.equal([]);
    expect(kept(plan)).to.deep.equal([
      'volumeSnapshot shop/s: its snapshot was there before, and would go with it',
      'volumeSnapshotContent c: somebody made it by hand: what is behind it was there before',
    ]);
  });

  for (const pvc of ['keep', 'report'] as const) {
    it(`with --pvc ${pvc} touches neither claims nor snapshots nor who uses them, but load balancers go`, () => {
      const plan = planDrain(
        standing(
          claimed('data'),
          copied('s', 'data'),
          running('statefulSet', 'db', ['data']),
          running('job', 'load', []),
          made('cronJob', 'report', {}, { namespace: 'shop' }),
          balanced('web', 'lb1'),
        ),
        { ...DELETE_ALL, pvc },
      );
      expect(steps(plan)).to.deep.equal([
        'freeze: change cronJob shop/report',
        'loadBalancers: delete service shop/web',
      ]);
      expect(plan.gone).to.deep.equal([{ kind: 'loadBalancer', id: 'lb1' }]);
      const why = `the policy for volumes behind claims is ${pvc}`;
      expect(plan.handedOver).to.deep.equal(
        pvc === 'report'
          ? []
          : [
              { kind: 'volume', id: 'volume of data', name: 'pv-data', why },
              { kind: 'snapshot', id: 'snapshot s', name: 'content-s', why },
            ],
      );
      expect(plan.kept.filter(({ leftover }) => leftover).length > 0).to.equal(pvc === 'report');
    });
  }

  it('leaves alone what stood before, what hangs on it, and a claim on a volume of it', () => {
    const old = running('statefulSet', 'old', ['data']);
    const [workload] = old;
    const shared = volume('shared', 'v1', 'Delete');
    const claim = made('persistentVolumeClaim', 'new', { volumeName: 'shared' }, { namespace: 'shop' });
    const service = balanced('old-web', 'lb1');
    const set = made(
      'statefulSet',
      'set',
      { volumeClaimTemplates: [{ metadata: { name: 'x' } }] },
      { namespace: 'shop' },
    );
    const plan = planDrain(standing(claimed('data'), old, set, shared, claim, service, balanced('web', 'lb2')), {
      ...DELETE_ALL,
      before: new Set([workload, set, shared, service].flatMap((one) => (one === undefined ? [] : [uidOf(one)]))),
    });
    expect(steps(plan)).to.deep.equal(['loadBalancers: delete service shop/web']);
    expect(plan.gone).to.deep.equal([{ kind: 'loadBalancer', id: 'lb2' }]);
  });

  it('leaves a workload that would take a claim along which stays', () => {
    const db = made('statefulSet', 'db', { template: { spec: mounting(['data']) } }, { namespace: 'shop' });
    const plan = planDrain(
      standing(db, claimed('data', 'Delete', {}, { owner: db }), claimed('more'), copied('s', 'data', 'Retain')),
      DELETE_ALL,
    );
    expect(steps(plan)).to.deep.equal([
      'snapshots: delete volumeSnapshot shop/s',
      'claims: delete persistentVolumeClaim shop/more',
    ]);
  });
});
