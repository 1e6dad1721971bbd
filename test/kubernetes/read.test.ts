import { expect } from 'chai';
import { readList, readObject, readWatchLine } from '../../src/kubernetes/read.ts';

const metadata = { name: 'a', uid: 'u1', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z' };
const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName: 'n' } };

describe('What a Kubernetes API answers', () => {
  it('is read as an object, with all that it holds', () => {
    const full = { ...metadata, namespace: 'b', labels: { c: 'd' }, finalizers: ['e'], managedFields: [] };
    expect(readObject({ ...pod, metadata: full })).to.deep.equal({ ...pod, metadata: full });
  });

  it('is read as a page of a list, whose items get their kind from it', () => {
    const items = [{ metadata }];
    const list = { apiVersion: 'v1', kind: 'PodList', metadata: { resourceVersion: '9' }, items };
    expect(readList(list)).to.deep.equal({
      items: [{ apiVersion: 'v1', kind: 'Pod', metadata }],
      resourceVersion: '9',
      next: undefined,
    });
    expect(readList({ ...list, metadata: { resourceVersion: '9', continue: '' } }).next).to.equal(undefined);
    expect(readList({ ...list, metadata: { resourceVersion: '9', continue: 'abc' } }).next).to.equal('abc');
    const own = { ...list, items: [{ ...pod, apiVersion: 'v2' }] };
    expect(readList(own).items[0]?.apiVersion).to.equal('v2');
  });

  for (const [what, value] of [
    ['nothing', undefined],
    ['a text', 'ok'],
    ['an object without a name', { ...pod, metadata: { ...metadata, name: undefined } }],
    ['an object without a uid', { ...pod, metadata: { ...metadata, uid: undefined } }],
    ['an object of no kind', { metadata }],
  ] as const) {
    it(`is refused where it is ${what}`, () => {
      expect(() => readObject(value)).to.throw();
      expect(() => readList(value)).to.throw();
    });
  }

  for (const [type, told] of [
    ['ADDED', { is: 'there', object: pod }],
    ['MODIFIED', { is: 'there', object: pod }],
    ['DELETED', { is: 'gone', object: pod }],
  ] as const) {
    it(`tells of a change: ${type}`, () => {
      expect(readWatchLine(JSON.stringify({ type, object: pod }))).to.deep.equal(told);
    });
  }

  it('tells how far a watch has come', () => {
    const object = { kind: 'Pod', apiVersion: 'v1', metadata: { resourceVersion: '12', creationTimestamp: null } };
    expect(readWatchLine(JSON.stringify({ type: 'BOOKMARK', object }))).to.deep.equal({
      is: 'mark',
      resourceVersion: '12',
    });
  });

  it('tells why a watch cannot go on', () => {
    const object = { kind: 'Status', status: 'Failure', message: 'too old resource version: 1 (9)', code: 410 };
    const says = 'too old resource version: 1 (9)';
    expect(readWatchLine(JSON.stringify({ type: 'ERROR', object }))).to.deep.equal({ is: 'error', code: 410, says });
    expect(readWatchLine('{"type":"ERROR","object":{}}')).to.include({ is: 'error', says: 'the watch ended' });
  });

  it('is no line of a watch when it is cut', () => {
    expect(() => readWatchLine('{"type":"ADDED","obj')).to.throw(SyntaxError);
  });
});
