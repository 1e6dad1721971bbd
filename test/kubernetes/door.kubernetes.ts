import { expect } from 'chai';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal, readJournal } from '../../src/io/journal.ts';
import { KubeError, isNoAnswer } from '../../src/kubernetes/kubeError.ts';
import type { ApiKind, Manifest } from '../../src/kubernetes/kube.ts';
import { journalled } from '../../src/kubernetes/journalled.ts';
import { openKube, type OpenKube } from '../../src/kubernetes/open.ts';
import { TroikaError } from '../../src/model/error.ts';
import { POWERLESS_TOKEN, startApiServer, type ApiServer } from '../support/apiServer.ts';
import { refusalOf } from '../support/refusal.ts';
import { CONFIG_MAP, configMap, processesThatName, toolsOf, until } from './doorway.ts';

const NAMESPACE: ApiKind = { group: '', plural: 'namespaces', namespaced: false };
const WIDGET: ApiKind = { group: 'example.test', plural: 'widgets', namespaced: true };
const GADGET: ApiKind = { group: 'example.test', plural: 'gadgets', namespaced: false };

function definition({ group, plural, namespaced }: ApiKind, kind: string, version: string): Manifest {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: namespaced ? 'Namespaced' : 'Cluster',
      names: { plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List` },
      versions: [{ name: version, served: true, storage: true, schema }],
    },
  };
}

describe('The door to a Kubernetes API', function () {
  this.timeout(240_000);
  let api: ApiServer;
  let kube: OpenKube;

  before(async () => {
    api = await startApiServer();
    kube = await openKube({ kubeconfig: api.kubeconfig }, toolsOf(api));
  });
  after(async () => {
    await kube?.close();
    await api?.end();
  });

  it('names the server, and reads what is there', async () => {
    expect(kube.server).to.equal(api.server);
    expect(await kube.text('/readyz')).to.equal('ok');
    const space = await kube.get(NAMESPACE, { name: 'default' });
    expect(space).to.include({ apiVersion: 'v1', kind: 'Namespace' });
    expect(space?.metadata.uid).to.equal(await api.kubectl('get', 'ns', 'default', '-o', 'jsonpath={.metadata.uid}'));
    expect((await kube.list(NAMESPACE)).map((one) => one.metadata.name)).to.include.members(['default', 'kube-system']);
    expect(await kube.get(CONFIG_MAP, { name: 'nobody', namespace: 'default' })).to.equal(undefined);
  });

  it('applies as field manager troika, again and again, and takes a field that another holds', async () => {
    const made = await kube.apply(configMap('applied', { v: '1' }, { from: 'us' }));
    expect(made.data).to.deep.equal({ v: '1' });
    await api.kubectl('patch', 'cm', 'applied', '--field-manager=other', '-p', '{"data":{"v":"2","w":"3"}}');
    const again = await kube.apply(configMap('applied', { v: '1' }, { from: 'us' }));
    expect(again.metadata.uid).to.equal(made.metadata.uid);
    expect(again.data).to.deep.equal({ v: '1', w: '3' });
    const managers = 'jsonpath={.metadata.managedFields[*].manager}';
    expect(await api.kubectl('get', 'cm', 'applied', '--show-managed-fields', '-o', managers)).to.contain('troika');
    // A field that is left out now and was ours is gone.
    expect((await kube.apply(configMap('applied'))).data).to.deep.equal({ w: '3' });
  });

  it('puts what names no namespace into default, as kubectl does', async () => {
    const made = await kube.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'nowhere' } });
    expect(made.metadata.namespace).to.equal('default');
  });

  it('patches with a merge: null takes a field away', async () => {
    const ref = { name: 'patched', namespace: 'default' };
    await kube.apply(configMap('patched', { v: '1', w: '2' }));
    expect((await kube.patch(CONFIG_MAP, ref, { data: { v: null, x: '3' } })).data).to.deep.equal({ w: '2', x: '3' });
    const error = await refusalOf(kube.patch(CONFIG_MAP, { ...ref, name: 'nobody' }, { data: {} }));
    expect(error).to.include({ verdict: 'broken', status: 404, reason: 'NotFound' });
  });

  it('removes an object, and only the one whose uid was named', async () => {
    const ref = { name: 'removed', namespace: 'default' };
    const { uid } = (await kube.apply(configMap('removed'))).metadata;
    const error = await refusalOf(kube.remove(CONFIG_MAP, ref, { uid: 'another' }));
    expect(error).to.include({ status: 409, reason: 'Conflict' });
    expect((await kube.get(CONFIG_MAP, ref))?.metadata.uid).to.equal(uid);
    await kube.remove(CONFIG_MAP, ref, { uid });
    expect(await kube.get(CONFIG_MAP, ref)).to.equal(undefined);
    await kube.remove(CONFIG_MAP, ref, { uid });
    await kube.apply(configMap('removed'));
    await kube.remove(CONFIG_MAP, ref);
    expect(await kube.get(CONFIG_MAP, ref)).to.equal(undefined);
  });

  it('writes each effect down before it is sent, and what came of it', async () => {
    const place = await mkdtemp(join(tmpdir(), 'troika-journal-'));
    const path = join(place, 'journal.ndjson');
    const { clock, redactor } = toolsOf(api);
    const journal = await openJournal(path, { clock, redactor });
    try {
      const ref = { name: 'written', namespace: 'default' };
      const deeds = journalled(kube, 'c', 'workload', journal);
      const { uid } = (await deeds.apply(configMap('written'))).metadata;
      await deeds.patch(CONFIG_MAP, ref, { data: { v: '1' } });
      await refusalOf(deeds.remove(CONFIG_MAP, ref, { uid: 'another' }));
      await journalled(kube, 'c', 'workload', journal).remove(CONFIG_MAP, ref, { uid });
      const { events } = await readJournal(path);
      const intents = events.filter((event) => event.type === 'intent');
      expect(intents.map((event) => `${event.cluster} ${event.do} ${event.kind} ${event.name}`)).to.deep.equal([
        'c create ConfigMap default/written',
        'c change configmaps default/written',
        'c delete configmaps default/written',
        'c delete configmaps default/written',
      ]);
      expect(new Set(intents.map((event) => event.intent)).size).to.equal(4);
      const outcomes = events.filter((event) => event.type === 'outcome');
      expect(outcomes.map((event) => event.intent)).to.deep.equal(intents.map((event) => event.intent));
      expect(outcomes.map((event) => event.ok)).to.deep.equal([true, true, false, true]);
      expect(outcomes[2]?.says).to.contain(' 409 ');
      expect(events.map((event) => event.type)).to.deep.equal(Array(4).fill(['intent', 'outcome']).flat());
    } finally {
      await journal.close();
      await rm(place, { recursive: true });
    }
  });

  it('knows a kind from when its definition stands, in whatever version of its group', async () => {
    const widget = {
      apiVersion: 'example.test/v2',
      kind: 'Widget',
      metadata: { name: 'a', namespace: 'default' },
      spec: { size: 3 },
    };
    expect(await kube.knows(WIDGET)).to.equal(false);
    expect(await kube.list(WIDGET)).to.deep.equal([]);
    expect(await kube.get(WIDGET, { name: 'a', namespace: 'default' })).to.equal(undefined);
    await kube.remove(WIDGET, { name: 'a', namespace: 'default' });
    const error = await refusalOf(kube.apply(widget));
    expect(error).to.include({ status: 404, message: `${api.server} knows no Widget of example.test/v2` });

    await kube.apply(definition(WIDGET, 'Widget', 'v2'));
    // Its group prefers v2 then, which has no gadgets.
    await kube.apply(definition(GADGET, 'Gadget', 'v1'));
    await until('both kinds', async () => (await kube.knows(WIDGET)) && (await kube.knows(GADGET)));
    expect((await kube.apply(widget)).spec).to.deep.equal({ size: 3 });
    await kube.apply({ apiVersion: 'example.test/v1', kind: 'Gadget', metadata: { name: 'b' } });
    expect(await kube.list(WIDGET, { namespace: 'default' })).to.have.lengthOf(1);
    expect((await kube.list(GADGET)).map((one) => `${one.apiVersion} ${one.kind} ${one.metadata.name}`)).to.deep.equal([
      'example.test/v1 Gadget b',
    ]);
  });

  it('lists all of more objects than come at once, and those of a label or a namespace alone', async () => {
    const names = Array.from({ length: 620 }, (_, index) => `many-${index}`);
    await Promise.all(names.map((name) => kube.apply(configMap(name, {}, { many: 'yes' }))));
    const labelled = await kube.list(CONFIG_MAP, { namespace: 'default', labels: 'many=yes' });
    expect(labelled.map((one) => one.metadata.name)).to.have.members(names);
    expect(labelled[0]).to.include({ apiVersion: 'v1', kind: 'ConfigMap' });
    expect(await kube.list(CONFIG_MAP, { namespace: 'kube-public', labels: 'many=yes' })).to.deep.equal([]);
  });

  for (const [who, token, status] of [
    ['may do nothing', POWERLESS_TOKEN, 403],
    ['is unknown', 'no-such-token-0123456789abcdef', 401],
  ] as const) {
    it(`is unauthorised with a token that ${who}, and does not say the token`, async () => {
      const kubeconfig = await api.tokenKubeconfig(`status-${status}`, token);
      const other = await openKube({ kubeconfig }, toolsOf(api));
      try {
        const error = await refusalOf(other.list(CONFIG_MAP));
        expect(error).to.include({ verdict: 'unauthorised', status });
        expect(error.message).to.contain(`${api.server} GET /api/v1/configmaps`);
        expect(`${error.message} ${error.hint} ${error.stack}`).to.not.contain(token);
      } finally {
        await other.close();
      }
    });
  }

  describe('is opened', () => {
    let folder: string;
    const tmp = process.env['TMPDIR'];

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'troika-door-'));
      await mkdir(join(folder, 'tmp'));
      process.env['TMPDIR'] = join(folder, 'tmp');
    });
    afterEach(async () => {
      if (tmp === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = tmp;
      await rm(folder, { recursive: true });
    });

    /** A kubeconfig with these contexts, each with the server that it leads to. */
    async function write(contexts: Record<string, string>, current: string): Promise<string> {
      const path = join(folder, `${current}.kubeconfig`);
      const file = {
        'current-context': current,
        clusters: Object.entries(contexts).map(([name, server]) => ({
          name,
          cluster: { server, 'certificate-authority': join(api.folder, 'ca.crt') },
        })),
        users: [{ name: 'one', user: { token: POWERLESS_TOKEN } }],
        contexts: Object.keys(contexts).map((name) => ({ name, context: { cluster: name, user: 'one' } })),
      };
      await writeFile(path, JSON.stringify(file));
      return path;
    }
    const left = (): Promise<string[]> => readdir(join(folder, 'tmp'));

    it('with the context that is named, never with the current one, and never with KUBECONFIG', async () => {
      const dead = 'https://127.0.0.1:1';
      const kubeconfig = await write({ own: api.server, other: dead }, 'other');
      const misleading = await write({ own: dead, other: dead }, 'own');
      const tools = toolsOf(api);
      const opened = await openKube(
        { kubeconfig, context: 'own' },
        { ...tools, env: { ...tools.env, KUBECONFIG: misleading } },
      );
      try {
        expect(opened.server).to.equal(api.server);
        expect(await opened.text('/readyz')).to.equal('ok');
      } finally {
        await opened.close();
      }
      expect(await refusalOf(openKube({ kubeconfig }, tools))).to.include({
        verdict: 'usage',
        message: `the kubeconfig ${kubeconfig} has 2 contexts, and none is named`,
        hint: 'Name one of its contexts: other, own.',
      });
    });

    it('though nobody answers, which is said of each request', async () => {
      const kubeconfig = await write({ own: 'https://127.0.0.1:1' }, 'own');
      const opened = await openKube({ kubeconfig }, toolsOf(api));
      try {
        const error = await refusalOf(opened.list(CONFIG_MAP));
        expect(isNoAnswer(error)).to.equal(true);
        expect(error.verdict).to.equal('broken');
        expect(error.message).to.match(/^https:\/\/127\.0\.0\.1:1 GET \S+: no answer \(.*connection refused\)$/);
        expect(error.hint).to.contain('https://127.0.0.1:1');
      } finally {
        await opened.close();
      }
    });

    it('not without kubectl', async () => {
      await symlink('/bin/sh', join(folder, 'sh'));
      const error = await refusalOf(
        openKube({ kubeconfig: api.kubeconfig }, { ...toolsOf(api), env: { PATH: folder } }),
      );
      expect(error).to.include({ verdict: 'usage', message: 'kubectl is not there' });
      expect(error.hint).to.contain('PATH');
      expect(await left()).to.deep.equal([]);
    });

    it('not with a kubeconfig that kubectl cannot use', async () => {
      const path = join(folder, 'odd.kubeconfig');
      const file = {
        clusters: [{ name: 'own', cluster: { server: api.server, 'certificate-authority': join(folder, 'no-ca') } }],
        contexts: [{ name: 'own', context: { cluster: 'own', user: 'one' } }],
      };
      await writeFile(path, JSON.stringify(file));
      const error = await refusalOf(openKube({ kubeconfig: path }, toolsOf(api)));
      expect(error.verdict).to.equal('usage');
      expect(error.message).to.contain(`kubectl cannot use the kubeconfig ${path}: `).and.to.contain('no-ca');
      expect(await left()).to.deep.equal([]);
    });

    it('on a socket that its owner alone reaches, and leaves nothing when it is closed', async () => {
      const opened = await openKube({ kubeconfig: api.kubeconfig }, toolsOf(api));
      const [own = '', ...more] = await left();
      expect(more).to.deep.equal([]);
      expect(await processesThatName(own)).to.not.deep.equal([]);
      await opened.close();
      expect(await left()).to.deep.equal([]);
      expect(await processesThatName(own)).to.deep.equal([]);
      const error = await refusalOf(opened.list(CONFIG_MAP));
      expect(error).to.be.instanceOf(KubeError);
      expect(error.message).to.equal(`${api.server}: closed`);
    });

    it('until the signal, which ends what goes on at once', async () => {
      const stop = new AbortController();
      const opened = await openKube({ kubeconfig: api.kubeconfig }, toolsOf(api, stop.signal));
      const [own = ''] = await left();
      let standing = 0;
      const watch = opened.follow(CONFIG_MAP, {}, () => (standing += 1));
      await until('the watch', () => Promise.resolve(standing > 600));
      const list = refusalOf(opened.list(CONFIG_MAP));
      const reason = new TroikaError('interrupted', 'stopped by the test');
      const begun = performance.now();
      stop.abort(reason);
      expect(await list).to.equal(reason);
      await watch;
      expect(performance.now() - begun).to.be.below(2000);
      expect(await refusalOf(opened.get(NAMESPACE, { name: 'default' }))).to.equal(reason);
      await opened.close();
      expect(await left()).to.deep.equal([]);
      expect(await processesThatName(own)).to.deep.equal([]);
    });

    it('not at all once the signal has come', async () => {
      const reason = new TroikaError('interrupted', 'stopped by the test');
      const tools = toolsOf(api, AbortSignal.abort(reason));
      expect(await refusalOf(openKube({ kubeconfig: api.kubeconfig }, tools))).to.equal(reason);
      expect(await left()).to.deep.equal([]);
    });
  });
});
