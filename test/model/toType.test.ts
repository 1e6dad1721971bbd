import { expect } from 'chai';
import { describe, it } from 'mocha';
import { shellWord, toType } from '../../src/model/toType.ts';

describe('a command to be typed', () => {
  it('is bare where cloud and runs go without saying', () => {
    expect(toType('down tabcdefghia --yes', {})).to.equal('troika down tabcdefghia --yes');
    expect(toType('down tabcdefghia', { cloud: undefined, runs: '.troika/runs' })).to.equal('troika down tabcdefghia');
  });

  it('names the cloud and the runs that were named', () => {
    const where = { cloud: 'e2e', runs: '/var/lib/troika runs' };
    expect(toType('forceclean sweep', where)).to.equal(
      "troika forceclean sweep --cloud e2e --runs '/var/lib/troika runs'",
    );
  });

  it('has every word quoted that a shell would take apart', () => {
    expect(['prod-1', './plan.json', "bob's", '$HOME', ''].map(shellWord)).to.deep.equal([
      'prod-1',
      './plan.json',
      `'bob'\\''s'`,
      `'$HOME'`,
      `''`,
    ]);
  });
});
