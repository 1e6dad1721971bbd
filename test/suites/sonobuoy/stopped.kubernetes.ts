import { expect } from 'chai';
import { TroikaError } from '../../../src/model/error.ts';
import { until } from '../../kubernetes/doorway.ts';
import { e2eAt, onStage, PARTLY, states } from './stage.ts';

describe('Sonobuoy, the real program, when it is stopped, and what it takes away', function () {
  this.timeout(600_000);
  const stage = onStage();

  it('ends by its own limit when it is stuck running', async () => {
    const { aggregator, start, pod } = stage();
    const telling = start({ timeoutSeconds: 30 });
    await pod();
    await aggregator.says('running', e2eAt(1));
    const told = await telling;
    expect(told.ended).to.deep.include({ how: 'stopped', by: 'own limit' });
  });

  it('says that the time of the run is over when that stops it', async () => {
    const { aggregator, scene, start } = stage();
    const telling = start();
    await aggregator.born();
    scene.stop.abort(new TroikaError('broken', 'time is up', { class: 'timeout' }));
    expect((await telling).ended).to.deep.include({ how: 'stopped', by: 'deadline' });
  });

  it('keeps what is known when the run is stopped, and leaves nothing, of the tests neither', async () => {
    const { api, aggregator, scene, start, progress, pod } = stage();
    const run = '11111111-2222-4333-8444-555555555555';
    await api.kubectl('create', 'priorityclass', 'older', '--value=1', '--field-manager=e2e.test');
    const telling = start();
    await pod();
    await api.kubectl('create', 'priorityclass', 'of-a-test', '--value=1', '--field-manager=e2e.test');
    await api.kubectl('create', 'priorityclass', 'of-somebody', '--value=1');
    await aggregator.plugin({ log: `I1201 12:00:00.0 1 e2e.go:109] Starting e2e run "${run}" on Ginkgo node 1\n` });
    await api.kubectl('create', 'namespace', 'e2e-ours-1');
    await api.kubectl('label', 'namespace', 'e2e-ours-1', `e2e-run=${run}`, 'e2e-framework=pods');
    await api.kubectl('create', 'namespace', 'others-1');
    await api.kubectl('label', 'namespace', 'others-1', 'e2e-run=another', 'e2e-framework=pods');
    await aggregator.says('running', e2eAt(1, ['[sig-network] DNS should resolve [Conformance]']));
    await progress(1);
    scene.stop.abort(new Error('stopped'));
    const told = await telling;
    expect(told.ended).to.deep.equal({ how: 'stopped', by: 'run', says: 'stopped, because the run was' });
    expect(states(told)).to.deep.equal(PARTLY);
    expect(await api.kubectl('get', 'namespaces', '-o', 'name')).to.contain('others-1');
    const classes = await api.kubectl('get', 'priorityclasses', '-o', 'name');
    expect(classes).to.contain('/older').and.contain('/of-somebody').and.not.contain('/of-a-test');
  });

  it('takes away its rights before it looks for what its tests made, so that they make nothing after it has looked', async () => {
    const { api, aggregator, start, pod } = stage();
    const telling = start();
    const namespace = await pod();
    const name = `sonobuoy-serviceaccount-${namespace}`;
    const rights = [`clusterrolebinding/${name}`, `clusterrole/${name}`];
    const hold = async (finalizers: readonly string[]): Promise<void> => {
      const change = JSON.stringify({ metadata: { finalizers } });
      for (const one of rights) await api.kubectl('patch', one, '--type=merge', '-p', change);
    };
    const going = async (): Promise<boolean> =>
      (await api.kubectl('get', ...rights, '-o', 'jsonpath={.items[*].metadata.deletionTimestamp}')).includes(' ');
    await hold(['test.example/hold']);
    await aggregator.says('failed', e2eAt(1));
    await until('the end of the rights', going);
    // They are going, and hold still.
    const account = `system:serviceaccount:${namespace}:sonobuoy-serviceaccount`;
    const late = ['made-late', '--value=1', '--as', account, '--field-manager=e2e.test'];
    try {
      await api.kubectl('create', 'priorityclass', ...late);
    } finally {
      await hold([]);
    }
    expect((await telling).ended.says).to.not.contain('left in the cluster');
    expect(await api.kubectl('get', 'priorityclasses', '-o', 'name')).to.not.contain('/made-late');
  });
});
