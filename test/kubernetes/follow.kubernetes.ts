import { expect } from 'chai';
import { WATCH_SECONDS } from '../../src/kubernetes/follow.ts';
import type { ApiKind, Seen } from '../../src/kubernetes/kube.ts';
import { openKube, type OpenKube } from '../../src/kubernetes/open.ts';
import { startApiServer, type ApiServer } from '../support/apiServer.ts';
import { CONFIG_MAP, configMap, keepTold, toolsOf } from './doorway.ts';

describe('A watch of a Kubernetes API', function () {
  this.timeout(400_000);
  let api: ApiServer;
  let kube: OpenKube;
  const where = { namespace: 'default', labels: 'watched=yes' };
  const watched = (name: string, v: string) => configMap(name, { v }, { watched: 'yes' });
  const ref = (name: string) => ({ name, namespace: 'default' });

  beforeEach(async function () {
    // Without a cache a watch is as old as its list: nothing renews its mark.
    api = await startApiServer(['--watch-cache=false']);
    kube = await openKube({ kubeconfig: api.kubeconfig }, toolsOf(api));
  });
  afterEach(async () => {
    await kube?.close();
    await api?.end();
  });

  it('tells what stands, and then each change and each deletion, once', async () => {
    await kube.apply(watched('old', '1'));
    await kube.apply(configMap('other', { v: '1' }));
    const told = keepTold(kube, CONFIG_MAP, where);
    await told.until((words) => words === 'there old=1');
    await kube.apply(watched('new', '1'));
    await kube.patch(CONFIG_MAP, ref('old'), { data: { v: '2' } });
    await kube.remove(CONFIG_MAP, ref('new'));
    await told.until((words) => words === 'gone new=1');
    expect(told.words()).to.deep.equal(['there old=1', 'there new=1', 'there old=2', 'gone new=1']);
  });

  it('says that the API is silent, and when it is back, what changed and went meanwhile', async () => {
    for (const name of ['changed', 'deleted', 'replaced', 'same']) await kube.apply(watched(name, '1'));
    const told = keepTold(kube, CONFIG_MAP, where);
    await told.until((words) => words === 'there same=1');
    const uidOf = (seen: Seen | undefined) => (seen?.is === 'silent' ? undefined : seen?.object.metadata.uid);
    const first = told.all.find((_seen, index) => told.words()[index] === 'there replaced=1');

    await api.kill();
    await told.until((words) => words === 'silent');
    expect(told.words().filter((words) => words !== 'silent')).to.have.lengthOf(4);
    const [silent] = told.all.filter((seen) => seen.is === 'silent');
    expect(silent)
      .to.have.property('why')
      .that.matches(/no answer \(.+\)/);
    const from = told.all.length;
    const other = await api.beside();
    await other.kubectl('patch', 'cm', 'changed', '-p', '{"data":{"v":"2"}}');
    await other.kubectl('delete', 'cm', 'deleted', 'replaced');
    for (const name of ['replaced', 'added']) {
      await other.kubectl('create', 'cm', name, '--from-literal=v=3');
      await other.kubectl('label', 'cm', name, 'watched=yes');
    }
    await other.kill();
    await api.start();
    await told.until((words) => words === 'there same=1', from);
    // What is gone is told as who it was.
    expect(told.words(from).filter((words) => words !== 'silent')).to.deep.equal([
      'gone deleted',
      'gone replaced',
      'there added=3',
      'there changed=2',
      'there replaced=3',
      'there same=1',
    ]);
    const gone = told.all.find((_seen, index) => told.words()[index] === 'gone replaced');
    expect(uidOf(gone)).to.equal(uidOf(first)).and.to.be.a('string');

    await kube.patch(CONFIG_MAP, ref('same'), { data: { v: '4' } });
    await told.until((words) => words === 'there same=4', from);
  });

  it('begins with a new list where its mark has expired', async () => {
    await kube.apply(watched('one', '1'));
    const told = keepTold(kube, CONFIG_MAP, where);
    await told.until((words) => words === 'there one=1');
    const begun = performance.now();
    for (let round = 0; round < 10; round += 1) await kube.apply(configMap('other', { v: String(round) }));
    await api.forgetThePast();
    await told.until((words) => words === 'there one=1', 1);
    expect(performance.now() - begun).to.be.above((WATCH_SECONDS - 20) * 1000);
    await kube.apply(watched('two', '1'));
    await told.until((words) => words === 'there two=1');
    expect(told.words()).to.deep.equal(['there one=1', 'there one=1', 'there two=1']);
  });

  it('of a kind that is not there yet begins when it is', async () => {
    const kind: ApiKind = { group: 'example.test', plural: 'things', namespaced: false };
    const told = keepTold(kube, kind, {});
    const schema = { openAPIV3Schema: { type: 'object' } };
    await kube.apply({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.example.test' },
      spec: {
        group: 'example.test',
        scope: 'Cluster',
        names: { plural: 'things', kind: 'Thing' },
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    });
    await api.kubectl('wait', 'crd/things.example.test', '--for=condition=Established', '--timeout=60s');
    await kube.apply({ apiVersion: 'example.test/v1', kind: 'Thing', metadata: { name: 'a' } });
    await told.until((words) => words === 'there a');
    expect(told.words()).to.deep.equal(['there a']);
  });
});
