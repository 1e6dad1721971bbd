import { expect } from 'chai';
import type { KubeObject } from '../../../src/kubernetes/kube.ts';
import { writtenBy } from '../../../src/suites/e2e/traces.ts';

function object(managedFields?: unknown): KubeObject {
  const metadata = { name: 'watch-1', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-12-01T00:00:00Z' };
  const own = managedFields === undefined ? metadata : { ...metadata, managedFields };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: own };
}

const PROGRAM = 'troika-tabcdefghia.test';

describe('An object in a cluster', () => {
  for (const [what, fields, is] of [
    [
      'is of a program that wrote a field of it',
      [{ manager: 'kwok' }, { manager: PROGRAM, operation: 'Update' }],
      true,
    ],
    ['is not of one whose name begins alike', [{ manager: `${PROGRAM}2` }, { manager: 'troika-tabcdefghi' }], false],
    ['is not of another run of the same tests', [{ manager: 'e2e.test', operation: 'Update' }], false],
    ['is of nobody where nobody is named', undefined, false],
    ['is of nobody where that cannot be read', ['x', null, { manager: 7 }], false],
  ] as const)
    it(what, () => {
      expect(writtenBy(object(fields), PROGRAM)).to.equal(is);
    });
});
