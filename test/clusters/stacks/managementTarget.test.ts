import { expect } from 'chai';
import { managementTarget } from '../../../src/clusters/stacks/managementTarget.ts';
import { TroikaError } from '../../../src/model/error.ts';

describe('The management cluster of a cluster', () => {
  const place = { cwd: '/srv', env: { TROIKA_MANAGEMENT_KUBECONFIG: 'of-the-environment' } };

  it('is the one that the configuration names, with its context', () => {
    const management = { kubeconfig: 'own', context: 'east' };
    expect(managementTarget({ management }, place)).to.deep.equal({ kubeconfig: '/srv/own', context: 'east' });
  });

  it('is else the one of the environment', () => {
    const expected = { kubeconfig: '/srv/of-the-environment' };
    expect(managementTarget({ management: {} }, place)).to.deep.equal(expected);
  });

  it('has to be named somewhere', () => {
    for (const env of [{}, { TROIKA_MANAGEMENT_KUBECONFIG: '' }])
      expect(() => managementTarget({ management: {} }, { cwd: '/srv', env })).to.throw(
        TroikaError,
        'nothing names a kubeconfig of the management cluster',
      );
  });
});
