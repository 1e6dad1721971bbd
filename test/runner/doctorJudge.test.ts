import { expect } from 'chai';
import {
  bad,
  judgeAddresses,
  judgeClock,
  judgeCredential,
  judgeImage,
  judgeRoles,
  judgeRoomForBook,
  judgeServices,
  judgeTtl,
  ok,
  verdictOf,
  warn,
} from '../../src/runner/doctorJudge.ts';

const NOW = 1_800_000_000_000;

describe('what a check means', () => {
  it('for the clock: five seconds are nothing, more is said, and is harmless', () => {
    expect(judgeClock(NOW + 5400, NOW).state).to.equal('ok');
    expect(judgeClock(NOW + 6000, NOW)).to.include({ state: 'warn', says: 'this machine is 6 s ahead of the cloud' });
    expect(judgeClock(NOW - 60_000, NOW).says).to.equal('this machine is 60 s behind the cloud');
    expect(judgeClock(NOW - 60_000, NOW).remedy).to.match(/^Harmless/);
  });

  it('for services: one that is absent is named, and what there is', () => {
    expect(judgeServices(() => true, []).state).to.equal('ok');
    const without = judgeServices((service) => service !== 'loadBalancer', ['compute', 'network']);
    expect(without).to.include({ state: 'bad', verdict: 'refused', says: 'not in the catalogue: Octavia' });
    expect(without.remedy).to.include('compute, network');
  });

  it('for roles: a reader cannot run, a role that nobody knows might', () => {
    expect(judgeRoles(['load-balancer_member', 'member', 'reader']).state).to.equal('ok');
    expect(judgeRoles(['reader'])).to.include({ state: 'bad', verdict: 'unauthorised' });
    expect(judgeRoles(['e2e-operator', 'reader']).state).to.equal('warn');
    expect(judgeRoles([]).state).to.equal('unchecked');
  });

  it('for a book that is not there: room for a network, a subnet and a port', () => {
    const room = { limit: 10, used: 9 };
    const full = { limit: 10, used: 10 };
    expect(judgeRoomForBook({ networks: room, subnets: room, ports: room }).state).to.equal('ok');
    for (const name of ['networks', 'subnets', 'ports']) {
      const check = judgeRoomForBook({ networks: room, subnets: room, ports: room, [name]: full });
      expect(check).to.include({ state: 'bad', verdict: 'refused' });
      expect(check.says).to.include(`${name}: 10 of 10 are used`);
    }
    expect(judgeRoomForBook({ networks: { limit: Infinity, used: 1e6 }, routers: full }).state).to.equal('ok');
  });

  it('for the time to live: all the same is nothing to say', () => {
    expect(judgeTtl(900, [900, 900])).to.equal(undefined);
    expect(judgeTtl(900, [])).to.equal(undefined);
    expect(judgeTtl(900, [60, 900, 60])?.says).to.equal('lease.ttl is 900s here and 60s elsewhere');
  });

  it('for addresses: as many as the largest cluster needs, where it is told', () => {
    expect(judgeAddresses(3, 3).state).to.equal('ok');
    expect(judgeAddresses(2, 3).says).to.equal('the external network has 2 left; the largest cluster needs 3');
    expect(judgeAddresses(0, 0).state).to.equal('warn');
    expect(judgeAddresses(undefined, 3).state).to.equal('unchecked');
  });

  it('for an image: one of that name, and active', () => {
    const image = { name: 'Debian 12', status: 'active' };
    expect(judgeImage('one', 'Debian 12', [image])).to.deep.equal([]);
    expect(judgeImage('one', 'Debian 13', [image])[0]).to.include({
      verdict: 'usage',
      says: 'one: there is no image Debian 13',
      remedy: 'This project sees: Debian 12.',
    });
    expect(judgeImage('one', 'Debian 12', [image, image])[0]?.says).to.include('2 images');
    const queued = judgeImage('one', 'Debian 12', [{ ...image, status: 'queued' }])[0];
    expect(queued).to.include({ verdict: 'refused', says: 'one: the image Debian 12 is queued' });
  });

  it('for a restricted credential: bad where a V1 cluster is to be made, and only there', () => {
    expect(judgeCredential(undefined, ['old']).state).to.equal('ok');
    expect(judgeCredential(true, ['old']).state).to.equal('ok');
    expect(judgeCredential(false, []).state).to.equal('ok');
    expect(judgeCredential(false, undefined).state).to.equal('warn');
    expect(judgeCredential(false, ['old'])).to.include({ state: 'bad', verdict: 'unauthorised' });
    expect(judgeCredential(false, ['old']).remedy).to.include('--unrestricted');
  });

  it('for the exit code: the worst counts, and a warning does not', () => {
    const usage = bad('image', 'usage', 'no image', null);
    const denied = bad('roles', 'unauthorised', 'reader', null);
    const refused = bad('services', 'refused', 'no Octavia', null);
    expect(verdictOf([ok('a', 'b'), warn('c', 'd', 'e')])).to.equal('passed');
    expect(verdictOf([usage, refused])).to.equal('refused');
    expect(verdictOf([usage, denied, refused])).to.equal('unauthorised');
  });
});
