import { expect } from 'chai';
import { lookAtExisting } from '../../../src/clusters/existing/existing.ts';
import { C, openStage, until, type Stage } from '../drain/stage.ts';

const NODES = '/api/v1/nodes';
const SPEC = { kubeconfig: 'kube.yaml' };

describe('a cluster that stands already', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage();
  });

  afterEach(() => stage.close());

  it('is accepted when its API and its nodes are ready, with what stands in it', async function () {
    this.timeout(120_000);
    const service = { metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } };
    await stage.make('/api/v1/namespaces/{ns}/services', service);
    const { access, before } = await lookAtExisting(SPEC, C, stage.kube, stage.context);
    expect(access).to.include({ cluster: C, endpoint: 'the tests', kubeconfig: 'kube.yaml' });
    const path = `/api/v1/namespaces/${stage.namespace}/services/web`;
    const { metadata } = (await stage.kube.send('GET', path)) as { metadata: { uid: string } };
    expect(before).to.include(metadata.uid);
  });

  it('is refused when a node is not ready, by that node’s name', async function () {
    this.timeout(120_000);
    const name = `broken-${process.pid}`;
    await stage.make(NODES, { metadata: { name } });
    try {
      await until(async () => (await stage.there(NODES)).includes(`nodes/${name}`));
      const failure = await lookAtExisting(SPEC, C, stage.kube, stage.context).then(
        () => 'accepted',
        (error: unknown) => error,
      );
      expect(failure).to.include({ verdict: 'broken', class: 'provision' });
      expect(String(failure)).to.match(
        new RegExp(`1 of \\d+ nodes of the cluster at the tests are not Ready: ${name} \\(`),
      );
    } finally {
      await stage.kube.send('DELETE', `${NODES}/${name}`);
    }
  });
});
