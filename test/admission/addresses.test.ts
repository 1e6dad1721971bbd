import { expect } from 'chai';
import { addressShortage } from '../../src/admission/addresses.ts';
import { demandOf } from '../../src/model/demand.ts';

const needs = (floatingIps: number, routers = 1) =>
  demandOf((name) => (name === 'floatingIps' ? floatingIps : name === 'routers' ? routers : 0));

describe('addresses of the external network', () => {
  it('are needed by floating IPs and by routers, and are enough to the last', () => {
    expect(addressShortage({ free: 3, granted: [], demand: needs(2) })).to.equal(undefined);
    expect(addressShortage({ free: 2, granted: [], demand: needs(2) })).to.equal(
      'addresses of the external network: 3 needed, 2 left',
    );
  });

  it('are kept for those who were admitted and have not made theirs yet', () => {
    const granted = [{ cluster: 'c', demand: needs(3), made: needs(1) }];
    expect(addressShortage({ free: 5, granted, demand: needs(2) })).to.equal(undefined);
    expect(addressShortage({ free: 4, granted, demand: needs(2) })).to.contain('of which 2 are promised');
  });

  it('owe nothing to one that made more than it said', () => {
    const granted = [{ cluster: 'c', demand: needs(1), made: needs(4) }];
    expect(addressShortage({ free: 3, granted, demand: needs(2) })).to.equal(undefined);
  });
});
