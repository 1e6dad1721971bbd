import { expect } from 'chai';
import { DRAIN_KINDS } from '../../../src/clusters/drain/kinds.ts';
import type { ApiKind, ObjectRef } from '../../../src/kubernetes/kube.ts';
import { list } from '../../../src/openstack/list.ts';
import { openProxyKube } from '../../support/proxyKube.ts';
import { cloudController, playing, provisioner } from './play.ts';
import { C, openStage, until, type Stage } from './stage.ts';

const CLAIMS = '/api/v1/namespaces/{ns}/persistentvolumeclaims';
const SERVICES = '/api/v1/namespaces/{ns}/services';
const PODS = '/api/v1/namespaces/{ns}/pods';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';
const SETS = '/apis/apps/v1/namespaces/{ns}/statefulsets';

/** A workload whose pods run where nothing runs them: no scheduler looks at them. */
function workload(name: string, claim?: string): Record<string, unknown> {
  const labels = { app: name };
  const volumes = claim === undefined ? [] : [{ name: 'data', persistentVolumeClaim: { claimName: claim } }];
  const spec = { schedulerName: 'nobody', containers: [{ name: 'main', image: 'shop:1' }], volumes };
  const template = { metadata: { labels }, spec };
  return { metadata: { name }, spec: { replicas: 1, serviceName: name, selector: { matchLabels: labels }, template } };
}

describe('a drain', () => {
  let stage: Stage;

  async function withStage(work: (opened: Stage) => Promise<void>, speed?: number): Promise<void> {
    stage = await openStage(speed);
    try {
      await work(stage);
    } finally {
      await stage.close();
    }
  }

  it('knows the kinds of the API server as that does', async () => {
    await withStage(async ({ kube }) => {
      const own = Object.values(DRAIN_KINDS).filter(({ group }) =>
        ['', 'apps', 'batch', 'storage.k8s.io'].includes(group),
      );
      expect(own.length).to.be.above(10);
      for (const { group, plural, namespaced } of own) {
        const { resources } = (await kube.send('GET', group === '' ? '/api/v1' : `/apis/${group}/v1`)) as {
          resources: { name: string; namespaced: boolean }[];
        };
        expect(resources.find(({ name }) => name === plural)).to.include({ namespaced });
      }
    });
  });

  it('empties a cluster of what it made in OpenStack, proves that gone, and hands over what is to be retained', async function () {
    this.timeout(300_000);
    await withStage(async ({ session, make, balanced, claimed, there, drain, events, ...rest }) => {
      const balancer = await balanced('web');
      const [data, kept] = [await claimed('data'), await claimed('kept', 'Retain')];
      await make(SETS, workload('db', 'data'));
      await make(DEPLOYMENTS, workload('front'));
      await until(async () => (await there(PODS)).length === 2);
      const drained = await playing([cloudController(stage), provisioner(stage)], () => drain());
      expect(drained).to.deep.equal({
        answered: true,
        drained: true,
        handedOver: [
          { kind: 'volume', id: kept, name: `pv-${rest.namespace}-kept`, why: 'its reclaim policy is Retain' },
        ],
        kept: [],
        hindrances: [],
      });
      expect(await there(CLAIMS, SERVICES, SETS, DEPLOYMENTS)).to.deep.equal(['deployments/front']);
      expect((await list(session, 'volume')).map(({ id }) => id)).to.deep.equal([kept]);
      expect(await list(session, 'loadBalancer')).to.deep.equal([]);
      expect(await list(session, 'floatingIp')).to.deep.equal([]);
      const told = await events();
      const saw = told.flatMap((event) => (event.type === 'cluster.saw' ? [`${event.kind} ${event.id}`] : []));
      expect(saw).to.have.members([`loadBalancer ${balancer}`, `volume ${data}`, `volume ${kept}`]);
      const types = told.map(({ type }) => type);
      expect(types.lastIndexOf('cluster.saw')).to.be.below(types.indexOf('intent'));
      const deeds = told.flatMap((event) =>
        event.type === 'intent' ? [`${event.do} ${event.kind} ${event.name}`] : [],
      );
      const ns = rest.namespace;
      expect(deeds).to.deep.equal([
        `delete service ${ns}/web`,
        `delete statefulSet ${ns}/db`,
        `delete persistentVolumeClaim ${ns}/data`,
        `delete persistentVolumeClaim ${ns}/kept`,
      ]);
      const outcomes = told.filter((event) => event.type === 'outcome');
      expect(outcomes.map((event) => event.type === 'outcome' && event.ok)).to.deep.equal(deeds.map(() => true));
      expect(told.some((event) => event.type === 'progress' && event.cluster === C && event.phase === 'down')).to.equal(
        true,
      );
    });
  });

  it('deletes what is retained too, where that is wanted, by releasing it first', async function () {
    this.timeout(300_000);
    await withStage(async ({ session, claimed, drain }) => {
      await claimed('kept', 'Retain');
      const drained = await playing([provisioner(stage)], () => drain({ retained: true }));
      expect(drained.hindrances).to.deep.equal([]);
      expect(drained.handedOver).to.deep.equal([]);
      expect(await list(session, 'volume')).to.deep.equal([]);
    });
  });

  it('takes the floating IP along that a Service asks to keep', async function () {
    this.timeout(300_000);
    await withStage(async ({ session, kube, namespace, balanced, drain }) => {
      await balanced('web');
      const annotations = { 'loadbalancer.openstack.org/keep-floatingip': 'true' };
      const path = `/api/v1/namespaces/${namespace}/services/web`;
      await kube.send('PATCH', path, { metadata: { annotations } }, 'application/merge-patch+json');
      const drained = await playing([cloudController(stage)], () => drain());
      expect(drained.hindrances).to.deep.equal([]);
      expect(await list(session, 'floatingIp')).to.deep.equal([]);
    });
  });

  it('says what would not go and what it waits for, and goes on with the rest', async function () {
    this.timeout(300_000);
    await withStage(async ({ session, namespace, balanced, claimed, drain, there, context, events }) => {
      const balancer = await balanced('web');
      await claimed('data');
      const deadline = context.clock.monotonic() + 60_000;
      const drained = await playing([provisioner(stage)], () => drain({}, {}, { deadline }));
      expect(drained).to.include({ answered: true, drained: false });
      expect(drained.hindrances[0]).to.match(
        new RegExp(
          `^service ${namespace}/web is still there after \\d+ s: the cloud controller manager has not removed its load balancer`,
        ),
      );
      expect(drained.hindrances.slice(1).join()).to.include(`loadBalancer ${balancer} is still in OpenStack`);
      expect(drained.hindrances.slice(1).join()).to.match(/floatingIp \S+ is still in OpenStack/);
      expect(await there(CLAIMS, SERVICES)).to.deep.equal(['services/web']);
      expect(await list(session, 'volume')).to.deep.equal([]);
      const progress = (await events()).flatMap((event) => (event.type === 'progress' ? [event.says] : []));
      expect(progress.join('\n')).to.include(`drain, loadBalancers: 0 of 1 gone; waits for service ${namespace}/web: `);
      await stage.letGo('web');
    }, 10);
  });

  for (const [what, most, hindrances] of [
    ['takes again what is made anew meanwhile', 1, []],
    ['gives up on what is made anew without end, and says so', Infinity, ['somebody makes anew what was deleted']],
  ] as const) {
    it(what, async function () {
      this.timeout(300_000);
      await withStage(async ({ kube, make, drain, there }) => {
        const service = (name: string): Promise<void> =>
          make(SERVICES, { metadata: { name }, spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } });
        await service('web-0');
        let made = 0;
        // Somebody who acts at once.
        const remove: typeof kube.remove = async (kind, ref, only) => {
          await kube.remove(kind, ref, only);
          made += 1;
          if (made <= most) await service(`web-${made}`);
        };
        const drained = await drain({}, { kube: { ...kube, remove } });
        expect(drained.hindrances).to.deep.equal(hindrances);
        expect(drained.drained).to.equal(hindrances.length === 0);
        expect(await there(SERVICES)).to.have.length(hindrances.length);
      });
    });
  }

  for (const verb of ['patch', 'remove'] as const) {
    it(`takes an object for gone when another has its name by then (${verb})`, async function () {
      this.timeout(300_000);
      await withStage(async ({ kube, make, drain, there, events }) => {
        const metadata = { name: 'web', annotations: { 'loadbalancer.openstack.org/keep-floatingip': 'true' } };
        const service = (): Promise<void> =>
          make(SERVICES, { metadata, spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } });
        await service();
        let replaced = false;
        const replace = async (kind: ApiKind, ref: ObjectRef): Promise<void> => {
          if (replaced) return;
          replaced = true;
          await kube.remove(kind, ref);
          await service();
        };
        const late: typeof kube = {
          ...kube,
          async patch(kind, ref, change) {
            if (verb === 'patch') await replace(kind, ref);
            return kube.patch(kind, ref, change);
          },
          async remove(kind, ref, only) {
            if (verb === 'remove') await replace(kind, ref);
            await kube.remove(kind, ref, only);
          },
        };
        const drained = await drain({}, { kube: late });
        expect(drained).to.include({ answered: true, drained: true });
        expect(await there(SERVICES)).to.deep.equal([]);
        const refused = (await events()).flatMap((event) =>
          event.type === 'outcome' && event.says ? [event.says] : [],
        );
        expect(refused.join()).to.match(verb === 'patch' ? /422.*metadata\.uid/ : /409/);
      });
    });
  }

  it('keeps volumes where that is wanted', async function () {
    this.timeout(300_000);
    await withStage(async ({ session, claimed, make, drain, there }) => {
      const data = await claimed('data');
      await make(SETS, workload('db', 'data'));
      const drained = await playing([provisioner(stage)], () => drain({ pvc: 'keep' }));
      expect(drained).to.include({ answered: true, drained: true });
      expect(drained.handedOver.map(({ id }) => id)).to.deep.equal([data]);
      expect(await there(CLAIMS, SETS)).to.deep.equal(['persistentvolumeclaims/data', 'statefulsets/db']);
      expect((await list(session, 'volume')).map(({ id }) => id)).to.deep.equal([data]);
    });
  });

  it('leaves alone what stood before', async function () {
    this.timeout(300_000);
    await withStage(async (first) => {
      await first.claimed('old');
      await first.make(SETS, workload('db', 'old'));
      const second = await openStage();
      try {
        await second.claimed('new');
        const drained = await playing([provisioner(second), provisioner(first)], () => second.drain());
        expect(drained).to.include({ answered: true, drained: true });
        expect(await second.there(CLAIMS)).to.deep.equal([]);
        expect(await first.there(CLAIMS, SETS)).to.deep.equal(['persistentvolumeclaims/old', 'statefulsets/db']);
        const told = await second.events();
        expect(told.filter((event) => event.type === 'cluster.saw')).to.have.length(1);
      } finally {
        await second.close();
      }
    });
  });

  it('ends without an error when the API does not answer any more, and says what it knows', async function () {
    this.timeout(300_000);
    await withStage(async ({ balanced, claimed, drain, events }) => {
      const kept = await claimed('kept', 'Retain');
      await balanced('web');
      const dying = await openProxyKube();
      let lost = false;
      const losing = async (): Promise<void> => {
        if (lost || !(await events()).some((event) => event.type === 'outcome')) return;
        lost = true;
        await dying.close();
      };
      const drained = await playing([losing], () => drain({}, { kube: dying }));
      await stage.letGo('web');
      expect(drained).to.include({ answered: false, drained: false });
      expect(drained.handedOver.map(({ id }) => id)).to.deep.equal([kept]);
      expect(drained.hindrances.join()).to.include(`the API at ${dying.server} does not answer: `);
    }, 20);
  });

  it('stops when it is told to', async function () {
    this.timeout(300_000);
    await withStage(async ({ balanced, drain }) => {
      await balanced('web');
      const stop = new AbortController();
      const reason = new Error('stop');
      setTimeout(() => stop.abort(reason), 2000);
      const outcome = await drain({}, {}, { signal: stop.signal }).then(
        () => 'it went on',
        (error: unknown) => error,
      );
      expect(outcome).to.equal(reason);
      await stage.letGo('web');
    });
  });
});
