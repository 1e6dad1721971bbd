import { expect } from 'chai';
import type { ApiKind } from '../../src/kubernetes/kube.ts';
import { itemPath, pathOf, query } from '../../src/kubernetes/paths.ts';

const POD: ApiKind = { group: '', plural: 'pods', namespaced: true };
const NODE: ApiKind = { group: '', plural: 'nodes', namespaced: false };
const CLUSTER: ApiKind = { group: 'cluster.x-k8s.io', plural: 'clusters', namespaced: true };

describe('A path of the Kubernetes API', () => {
  for (const [path, found] of [
    ['/api/v1/pods', () => pathOf(POD, 'v1')],
    ['/api/v1/namespaces/a/pods', () => pathOf(POD, 'v1', { namespace: 'a' })],
    ['/api/v1/nodes', () => pathOf(NODE, 'v1', { namespace: 'a' })],
    ['/apis/cluster.x-k8s.io/v1beta1/clusters', () => pathOf(CLUSTER, 'v1beta1')],
    [
      '/apis/cluster.x-k8s.io/v1beta1/namespaces/a/clusters/b',
      () => itemPath(CLUSTER, 'v1beta1', { name: 'b', namespace: 'a' }),
    ],
    ['/api/v1/nodes/b', () => itemPath(NODE, 'v1', { name: 'b' })],
    ['/api/v1/nodes/b', () => itemPath(NODE, 'v1', { name: 'b', namespace: 'a' })],
    ['/api/v1/nodes/..%2F..%3Fx', () => itemPath(NODE, 'v1', { name: '../..?x' })],
    ['/api/v1/namespaces/a%2Fb/pods/c', () => itemPath(POD, 'v1', { name: 'c', namespace: 'a/b' })],
  ] as const) {
    it(path, () => {
      expect(found()).to.equal(path);
    });
  }

  it('is not made up for an object that has no namespace and needs one', () => {
    expect(() => itemPath(POD, 'v1', { name: 'b' })).to.throw(RangeError, 'pods b: no namespace');
  });

  it('has a query of what is given', () => {
    expect(query({})).to.equal('');
    expect(query({ limit: undefined, continue: '' })).to.equal('');
    expect(query({ limit: 0, labelSelector: 'a=b,c in (d)' })).to.equal('?limit=0&labelSelector=a%3Db%2Cc%20in%20(d)');
  });
});
