import { expect } from 'chai';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStackFolder } from '../../../src/clusters/stacks/stackFolder.ts';
import type { TroikaError } from '../../../src/model/error.ts';
import { refusalOf } from '../../support/refusal.ts';
import { EXAMPLE } from './stack.ts';

const CLASS = 'apiVersion: cluster.x-k8s.io/v1beta1\nkind: ClusterClass\nmetadata: {name: small}\nspec: {}\n';

describe('The folder of a stack', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-stack-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const refusal = (): Promise<TroikaError> => refusalOf(readStackFolder(folder));

  it('that comes with Troika has a class, the templates it refers to, its variables and its addons', async () => {
    const stack = await readStackFolder(EXAMPLE);
    expect(stack.className).to.equal('openstack-minimal-1-34-v1');
    expect(stack.variables).to.include.all.keys('imageName', 'networkExternalID', 'nodeCIDR', 'workerRootDisk');
    const there = new Set(stack.classManifests.map((one) => `${one.kind}/${one.metadata.name}`));
    const text = JSON.stringify(stack.classManifests);
    const wanted = [...text.matchAll(/"kind":"(\w+Template)","name":"([^"]+)"/g)].map(
      ([, kind, name]) => `${kind}/${name}`,
    );
    expect(wanted).to.have.lengthOf(5);
    expect(wanted.filter((one) => !there.has(one))).to.deep.equal([]);
    expect(stack.addons.map((one) => one.file)).to.deep.equal([
      '10-cloud-controller-manager.yaml',
      '20-cinder-csi.yaml',
    ]);
    const addons = stack.addons.flatMap((one) => one.manifests);
    expect(addons.map((one) => one.kind)).to.include.members(['DaemonSet', 'Deployment', 'StorageClass']);
  });

  it('needs no addons, and those it has come in the order of their names', async () => {
    await writeFile(join(folder, 'cluster-class.yaml'), CLASS);
    expect(await readStackFolder(folder)).to.deep.include({ className: 'small', addons: [], variables: new Set() });
    await mkdir(join(folder, 'addons'));
    const addon = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
    await writeFile(join(folder, 'addons', '20-b.yaml'), `${addon('b')}---\n---\n${addon('c')}`);
    await writeFile(join(folder, 'addons', '10-a.yaml'), addon('a'));
    await writeFile(join(folder, 'addons', 'README.md'), 'no manifest');
    const { addons } = await readStackFolder(folder);
    expect(addons.map(({ file, manifests }) => [file, ...manifests.map((one) => one.metadata.name)])).to.deep.equal([
      ['10-a.yaml', 'a'],
      ['20-b.yaml', 'b', 'c'],
    ]);
  });

  it('that is not there says what a stack is', async () => {
    await rm(folder, { recursive: true });
    const error = await refusal();
    await mkdir(folder);
    expect(error.verdict).to.equal('usage');
    expect(error.message).to.equal(`cannot read ${join(folder, 'cluster-class.yaml')}: ENOENT`);
    expect(error.hint).to.contain('addons/');
  });

  for (const [what, text, message] of [
    ['no ClusterClass', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n', 'has 0 ClusterClasses, not one'],
    ['two of them', `${CLASS}---\n${CLASS}`, 'has 2 ClusterClasses, not one'],
    ['no Kubernetes objects', 'a: b\n', 'holds no Kubernetes objects: apiVersion: '],
    ['broken YAML', 'a: [b\n', 'holds no Kubernetes objects: '],
    [
      'a class whose variables have no name',
      CLASS.replace('{}', '{variables: [1]}'),
      'holds no ClusterClass: spec.variables.0: ',
    ],
  ] as const) {
    it(`is refused with ${what}, in one line`, async () => {
      const file = join(folder, 'cluster-class.yaml');
      await writeFile(file, text);
      const error = await refusal();
      expect(error.verdict).to.equal('usage');
      expect(error.message).to.contain(`${file} ${message}`).and.to.not.contain('\n');
    });
  }

  it('is refused with an addon that is none', async () => {
    await writeFile(join(folder, 'cluster-class.yaml'), CLASS);
    await mkdir(join(folder, 'addons'));
    await writeFile(join(folder, 'addons', '10-a.yaml'), 'kind: ConfigMap\n');
    expect((await refusal()).message).to.contain('10-a.yaml holds no Kubernetes objects: apiVersion: ');
  });

  it('is refused where its addons cannot be read', async () => {
    await writeFile(join(folder, 'cluster-class.yaml'), CLASS);
    await writeFile(join(folder, 'addons'), 'a file');
    expect((await refusal()).message).to.equal(`cannot read ${join(folder, 'addons')}: ENOTDIR`);
  });
});
