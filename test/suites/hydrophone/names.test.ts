import { expect } from 'chai';
import { namespaceFor } from '../../../src/suites/hydrophone/names.ts';
import { isOfTest } from '../../../src/suites/observed.ts';

describe('The namespace of hydrophone', () => {
  it('is named by cluster and suite', () => {
    expect(namespaceFor('tabcdefghia', 'hydrophone')).to.equal('tabcdefghia-hydrophone');
  });

  it('is never taken for that of a test, whatever befalls its pod being of no interest then', () => {
    for (const suite of ['conformance-2', 'of-2026', `${'x'.repeat(45)}-1234567`]) {
      const name = namespaceFor('tabcdefghia', suite);
      expect(isOfTest(`${name}/e2e-conformance-test`), name).to.equal(false);
      expect(name.length).to.be.at.most(63);
    }
  });
});
