import { expect } from 'chai';
import fc from 'fast-check';
import { fits } from '../../src/admission/fits.ts';
import { quotaRows } from '../../src/admission/quotaRows.ts';
import { demandOf, NO_DEMAND, QUOTAS, type Quotas } from '../../src/model/demand.ts';

const small = fc.nat({ max: 30 });
const demand = fc
  .record(Object.fromEntries(QUOTAS.map((name) => [name, small])))
  .map((all) => demandOf((name) => all[name] ?? 0));
const granted = fc.record({ cluster: fc.constant('c'), demand, made: demand });

describe('the quota table', () => {
  it('promises as free exactly what an admission would grant, and adds up', () => {
    fc.assert(
      fc.property(
        fc.array(granted, { maxLength: 3 }),
        small,
        small,
        fc.constantFrom(...QUOTAS),
        (holders, extra, limit, name) => {
          const made = holders.reduce((sum, one) => sum + one.made[name], 0);
          const quotas = Object.fromEntries(
            QUOTAS.map((one) => [one, { limit: one === name ? limit : Infinity, used: made + extra }]),
          ) as Quotas;
          const row = quotaRows(quotas, holders).find((one) => one.quota === name);
          if (row === undefined) throw new Error(`no row for ${name}`);
          expect(row.limit - row.used - row.promised).to.equal(row.free);
          const asks = (amount: number): string =>
            fits({
              quotas,
              granted: holders,
              reserve: NO_DEMAND,
              demand: demandOf((one) => (one === name ? amount : 0)),
            }).answer;
          if (row.free > 0) expect(asks(row.free)).to.equal('fits');
          expect(asks(Math.max(1, row.free + 1))).to.not.equal('fits');
        },
      ),
    );
  });

  it('leaves out what was not read', () => {
    const rows = quotaRows({ floatingIps: { limit: 10, used: 4 } }, []);
    expect(rows).to.deep.equal([{ quota: 'floatingIps', limit: 10, used: 4, promised: 0, free: 6 }]);
  });
});
