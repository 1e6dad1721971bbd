import { expect } from 'chai';
import {
  classManifests,
  cloudConfigManifest,
  cloudSecretManifest,
  clusterManifest,
  namespaceManifest,
} from '../../../src/clusters/stacks/manifests.ts';
import { readStackFolder, type StackFolder } from '../../../src/clusters/stacks/stackFolder.ts';
import { TroikaError } from '../../../src/model/error.ts';
import { EXAMPLE, loginOf, specOf } from './stack.ts';

const C = 'tabcdefghij';
const OWNER = { 'app.kubernetes.io/managed-by': 'troika' };

describe('The objects of a cluster', () => {
  let stack: StackFolder;
  before(async () => {
    stack = await readStackFolder(EXAMPLE);
  });

  it('have a namespace of their own', () => {
    expect(namespaceManifest(C)).to.deep.equal({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: C, labels: OWNER },
    });
  });

  for (const [what, authorities, keys] of [
    ['where the system’s authorities are trusted', undefined, []],
    ['with the authorities of a private cloud', 'PEM', ['cacert']],
  ] as const) {
    it(`have Secrets with the login ${what}`, () => {
      const login = loginOf({ authorities });
      const [capo, own] = [cloudSecretManifest(C, login), cloudConfigManifest(C, login, 'external-id')];
      expect(capo.metadata).to.deep.equal({ name: 'openstack', namespace: C, labels: OWNER });
      expect(capo['stringData']).to.have.all.keys('clouds.yaml', ...keys);
      expect(own.metadata).to.deep.equal({ name: 'cloud-config', namespace: 'kube-system', labels: OWNER });
      expect(own['stringData'])
        .to.include({ 'cluster-name': C })
        .and.to.have.all.keys('cloud.conf', 'cluster-name', ...keys);
      for (const secret of [capo, own]) expect(secret).to.include({ kind: 'Secret', apiVersion: 'v1', type: 'Opaque' });
    });
  }

  it('have the stack’s ClusterClass and templates, all in that namespace', () => {
    const all = classManifests(stack, C);
    expect(all.map((one) => one.kind)).to.deep.equal(stack.classManifests.map((one) => one.kind));
    expect(all.filter((one) => one.metadata.namespace !== C)).to.deep.equal([]);
    expect(stack.classManifests.filter((one) => one.metadata.namespace !== undefined)).to.deep.equal([]);
  });

  it('have the Cluster with its topology and every variable that the stack knows', () => {
    const spec = specOf({
      controlPlanes: 3,
      workers: 2,
      rootVolumeGiB: 30,
      variables: { dnsNameservers: ['9.9.9.9'] },
    });
    const { apiVersion, kind, metadata, spec: made } = clusterManifest(spec, stack, C, 'external-id');
    expect({ apiVersion, kind, metadata }).to.deep.equal({
      apiVersion: 'cluster.x-k8s.io/v1beta1',
      kind: 'Cluster',
      metadata: { name: C, namespace: C, labels: OWNER },
    });
    expect(made).to.deep.equal({
      clusterNetwork: { pods: { cidrBlocks: ['192.168.0.0/16'] }, serviceDomain: 'cluster.local' },
      topology: {
        class: stack.className,
        version: 'v1.34.4',
        controlPlane: { replicas: 3 },
        workers: { machineDeployments: [{ class: 'default-worker', name: 'md-0', replicas: 2 }] },
        variables: [
          { name: 'controlPlaneFlavor', value: 'SCS-2V-4' },
          { name: 'workerFlavor', value: 'SCS-2V-4' },
          { name: 'controlPlaneRootDisk', value: 30 },
          { name: 'workerRootDisk', value: 30 },
          { name: 'imageName', value: 'ubuntu-capi-image' },
          { name: 'networkExternalID', value: 'external-id' },
          { name: 'nodeCIDR', value: '10.8.0.0/20' },
          { name: 'dnsNameservers', value: ['9.9.9.9'] },
        ],
      },
    });
  });

  it('set no variable that a stack does not have, and the configuration’s own before ours', () => {
    const small = { ...stack, variables: new Set(['imageName', 'nodeCIDR']) };
    const made = clusterManifest(specOf({ variables: { imageName: 'other' } }), small, C, 'external-id');
    expect(made)
      .to.have.nested.property('spec.topology.variables')
      .that.deep.equals([
        { name: 'imageName', value: 'other' },
        { name: 'nodeCIDR', value: '10.8.0.0/20' },
      ]);
  });

  it('are refused with a variable that the stack does not have', () => {
    const small = { ...stack, className: 'small', variables: new Set(['b', 'a']) };
    expect(() => clusterManifest(specOf({ variables: { a: 1, c: 2, d: 3 } }), small, C, 'external-id'))
      .to.throw(TroikaError, 'the ClusterClass small has no variable c, d')
      .that.includes({ verdict: 'usage', hint: 'It has: a, b.' });
  });
});
