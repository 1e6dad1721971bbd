import { expect } from 'chai';
import fc from 'fast-check';
import { fits, saysShortage, type Granted } from '../../src/admission/fits.ts';
import { demandOf, NO_DEMAND, QUOTAS, type Demand, type QuotaName, type Quotas } from '../../src/model/demand.ts';

function demand(part: Partial<Record<QuotaName, number>>): Demand {
  return demandOf((name) => part[name] ?? 0);
}

function project(part: Partial<Record<QuotaName, { limit: number; used: number }>>): Quotas {
  return Object.fromEntries(
    QUOTAS.map((name) => [name, part[name] ?? { limit: Infinity, used: 0 }]),
  ) as unknown as Quotas;
}

const two = demand({ floatingIps: 2 });

describe('fits', () => {
  it('lets a cluster in when every quota covers it', () => {
    const quotas = project({ floatingIps: { limit: 4, used: 2 } });

    expect(fits({ quotas, granted: [], reserve: NO_DEMAND, demand: two })).to.deep.equal({ answer: 'fits' });
  });

  it('promises an admitted cluster its full demand, although it has made nothing yet', () => {
    const granted: Granted[] = [{ cluster: 'a', demand: two, made: NO_DEMAND }];

    const answer = fits({
      quotas: project({ floatingIps: { limit: 3, used: 0 } }),
      granted,
      reserve: NO_DEMAND,
      demand: two,
    });

    expect(answer).to.deep.include({ answer: 'wait' });
  });

  it('does not count twice what an admitted cluster has made', () => {
    const granted: Granted[] = [{ cluster: 'a', demand: two, made: two }];

    const answer = fits({
      quotas: project({ floatingIps: { limit: 4, used: 2 } }),
      granted,
      reserve: NO_DEMAND,
      demand: two,
    });

    expect(answer).to.deep.equal({ answer: 'fits' });
  });

  it('counts what an admitted cluster made beyond its demand, as a controller that leaks addresses does', () => {
    const granted: Granted[] = [{ cluster: 'a', demand: two, made: demand({ floatingIps: 5 }) }];

    const answer = fits({
      quotas: project({ floatingIps: { limit: 6, used: 5 } }),
      granted,
      reserve: NO_DEMAND,
      demand: two,
    });

    expect(answer).to.deep.include({ answer: 'wait' });
  });

  it('refuses at once what is above the limit itself, naming every such quota with its sum', () => {
    const answer = fits({
      quotas: project({ floatingIps: { limit: 1, used: 0 }, ports: { limit: 2, used: 9 } }),
      granted: [],
      reserve: NO_DEMAND,
      demand: demand({ floatingIps: 2, ports: 3, servers: 1 }),
    });

    expect(answer.answer).to.equal('never');
    expect(answer.answer === 'never' && answer.short.map((row) => row.quota)).to.deep.equal(['floatingIps', 'ports']);
  });

  it('keeps the reserve free', () => {
    const quotas = project({ floatingIps: { limit: 5, used: 2 } });

    expect(fits({ quotas, granted: [], reserve: demand({ floatingIps: 1 }), demand: two }).answer).to.equal('fits');
    expect(fits({ quotas, granted: [], reserve: demand({ floatingIps: 2 }), demand: two }).answer).to.equal('wait');
  });

  it('does not mind a quota that is overdrawn when the cluster needs none of it', () => {
    expect(
      fits({ quotas: project({ routers: { limit: 1, used: 4 } }), granted: [], reserve: NO_DEMAND, demand: two })
        .answer,
    ).to.equal('fits');
  });

  it('writes a shortage down as a sum', () => {
    const granted: Granted[] = [{ cluster: 'a', demand: two, made: demand({ floatingIps: 1 }) }];
    const answer = fits({
      quotas: project({ floatingIps: { limit: 5, used: 3 } }),
      granted,
      reserve: demand({ floatingIps: 1 }),
      demand: two,
    });

    expect(answer.answer === 'wait' && answer.short.map(saysShortage)).to.deep.equal([
      'floatingIps: 2 needed, 0 free (limit 5 − 2 used by others − 2 promised to admitted clusters − 1 in reserve)',
    ]);
  });

  it('never promises more than a limit, whatever the clusters have made when the next one asks', () => {
    const amount = fc.nat(6);
    const cluster = fc.tuple(amount, amount);
    fc.assert(
      fc.property(fc.nat(30), fc.nat(10), fc.array(cluster, { maxLength: 6 }), (limit, foreign, wishes) => {
        const granted: Granted[] = [];
        for (const [full, made] of wishes) {
          const used = foreign + granted.reduce((sum, one) => sum + one.made.floatingIps, 0);
          const quotas = project({ floatingIps: { limit, used } });
          const wish = demand({ floatingIps: full });
          if (fits({ quotas, granted, reserve: NO_DEMAND, demand: wish }).answer !== 'fits') continue;
          granted.push({
            cluster: String(granted.length),
            demand: wish,
            made: demand({ floatingIps: Math.min(made, full) }),
          });
        }
        const promised = granted.reduce((sum, one) => sum + one.demand.floatingIps, 0);
        expect(granted.every((one) => one.demand.floatingIps === 0) || foreign + promised <= limit).to.equal(true);
      }),
    );
  });
});
