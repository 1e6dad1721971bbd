import { expect } from 'chai';
import { doctorFile, doctorSchema, type Check } from '../../src/report/doctorSchema.ts';
import { checkExternalNetwork } from '../../src/runner/doctorNetwork.ts';
import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';

const V2 = 'clusters: [{ label: new, provisioner: footprint }]\n';
const V1 = 'clusters: [{ label: old, provisioner: footprint, footprint: { generation: v1 } }]\n';
const NO_IMAGE = 'clusters: [{ label: new, provisioner: footprint, footprint: { image: Plan 9 } }]\n';

describe('before a run', function () {
  this.timeout(30_000);
  let scene: LeaseScene;

  beforeEach(async () => (scene = await makeLeaseScene()));
  afterEach(() => scene.dispose());

  const effects = (): string[] =>
    scene.world.sim.requests
      .filter((one) => one.method !== 'GET' && !one.path.includes('/auth/tokens'))
      .map((one) => `${one.method} ${one.path}`);

  /** From now on the application credential in use may not make others. */
  function restrict(): void {
    const { credentials } = scene.world.sim.world;
    for (const [id, row] of credentials) credentials.set(id, { ...row, unrestricted: null });
  }

  function refuse(path: RegExp, status = 403): void {
    scene.world.sim.script([{ when: { path, times: Infinity }, then: { do: 'answer', status } }]);
  }

  describe('troika doctor', () => {
    async function doctor(
      ...args: string[]
    ): Promise<{ code: number; checks: readonly Check[]; of: (name: string) => Check }> {
      const { code, text } = await scene.command(['doctor', '--json', ...args]);
      const { checks } = doctorFile.parse(JSON.parse(text));
      const of = (name: string): Check => {
        const found = checks.filter((check) => check.name === name);
        if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} checks ${name} in ${text}`);
        return found[0];
      };
      return { code, checks, of };
    }

    it('finds nothing wrong where nothing is, says who is logged in where, and writes nothing', async () => {
      await scene.place.write('troika.yaml', V2);
      const { code, checks, of } = await doctor();
      expect(code).to.equal(0);
      expect(checks.filter((check) => check.state === 'bad' || check.state === 'warn')).to.deep.equal([]);
      expect(of('login').says).to.include(scene.world.projectId).and.to.include('user test-1 ');
      expect(of('services').says).to.include('Octavia');
      expect(of('quotas').says).to.include('20');
      expect(of('lease book').says).to.include('the first run makes it, or troika init');
      expect(of('addresses').state).to.equal('unchecked');
      expect(of('clusters').says).to.include('of the 1 configured');
      expect(of('demand').says).to.include('take 2 floating IPs, 50 are free now');
      expect(effects()).to.deep.equal([]);
      expect((await scene.command(['doctor'])).text).to.include('Nothing stands in the way of a run.');
    });

    it('does without a configuration, but not with a broken one or one that was named and is not there', async () => {
      const none = await doctor();
      expect(none.code).to.equal(0);
      expect(none.of('configuration').state).to.equal('unchecked');
      expect(none.checks.map((check) => check.name)).to.not.include('demand');
      expect((await doctor('nowhere.yaml')).of('configuration').says).to.include('cannot read nowhere.yaml');
      await scene.place.write('troika.yaml', 'clusters: 3\n');
      const broken = await doctor();
      expect(broken.code).to.equal(2);
      expect(broken.of('quotas').state).to.equal('ok');
    });

    it('names an image and a flavor that are not there, each with those that are', async () => {
      const flavor = 'clusters: [{ label: big, provisioner: footprint, footprint: { workerFlavor: huge } }]\n';
      await scene.place.write('image.yaml', NO_IMAGE);
      await scene.place.write('flavor.yaml', flavor);
      const image = await doctor('image.yaml');
      expect(image.code).to.equal(2);
      expect(image.of('image')).to.include({
        says: 'new: there is no image Plan 9',
        remedy: 'This project sees: Debian 12.',
      });
      expect((await doctor('flavor.yaml')).of('flavors').remedy).to.include('SCS-2V-4');
    });

    it('says which cluster can never fit, with the sum', async () => {
      await scene.world.setQuota({ floatingIps: 1 });
      await scene.place.write('troika.yaml', V2);
      const { code, of } = await doctor();
      expect(code).to.equal(4);
      expect(of('demand').says).to.include('floatingIps: 2 needed, 1 free (limit 1)');
    });

    it('says that a role is missing for load balancers', async () => {
      refuse(/\/lbaas\/loadbalancers/);
      const { code, of } = await doctor();
      expect(code).to.equal(7);
      expect(of('load balancers').remedy).to.include('load-balancer_member');
    });

    it('says what a restricted application credential forbids, and to whom it matters', async () => {
      restrict();
      await scene.place.write('v1.yaml', V1);
      await scene.place.write('v2.yaml', V2);
      const v1 = await doctor('v1.yaml');
      expect(v1.code).to.equal(7);
      expect(v1.of('application credential').says).to.include('old');
      expect(v1.of('application credential').remedy).to.include('--unrestricted');
      expect((await doctor('v2.yaml')).code).to.equal(0);
      expect((await doctor('v1.yaml', '--cloud', 'test-password')).of('application credential').state).to.equal('ok');
    });

    it('without a login says so, and asks nothing else', async () => {
      for (const id of scene.world.sim.world.credentials.keys()) scene.world.sim.world.credentials.delete(id);
      const { code, of } = await doctor();
      expect(code).to.equal(7);
      expect(of('login').says).to.include('Could not find Application Credential');
      expect(of('login').remedy).to.include('see its clouds.yaml');
      expect(of('everything else').state).to.equal('unchecked');
    });

    it('says that there is no room for a lease book, or that leases stand in two', async () => {
      await scene.world.setQuota({ networks: 0 });
      const full = await doctor();
      expect(full.code).to.equal(4);
      expect(full.of('lease book').says).to.include('networks: 0 of 0 are used');
      await scene.world.setQuota({ networks: 10 });
      for (const cluster of ['tabcdefghia', 'tabcdefghib'])
        await scene.ticket(await scene.book(), cluster, { is: 'slot', slot: 1 });
      const split = await doctor();
      expect(split.code).to.equal(4);
      expect(split.of('lease book').remedy).to.include('openstack network delete');
    });

    it('warns when the book’s tickets go by another time to live, and when the clock is off', async () => {
      await scene.ticket(await scene.book(), 'tabcdefghia', { is: 'slot', slot: 1 }, { ttlSeconds: 60 });
      await scene.place.write('troika.yaml', V2);
      const { code, text } = await scene.command(['doctor']);
      expect(code).to.equal(0);
      expect(text).to.match(/^warn +lease book: lease.ttl is 900s here and 60s elsewhere$/m);
      expect(text).to.match(/^warn +clock: this machine is 1\d\d s behind the cloud$/m);
      expect(text).to.include('1 of 3 slots are taken');
    });

    it('names the service that does not tell its quota', async () => {
      refuse(/os-quota-sets/, 404);
      await scene.place.write('troika.yaml', V2);
      const { code, of } = await doctor();
      expect(code).to.equal(3);
      expect(of('quotas').says).to.include('volume GET').and.to.include('404');
      expect(of('demand').state).to.equal('unchecked');
    });

    it('counts the free addresses of the external network where the API shows them', async () => {
      const session = {
        ...scene.session,
        now: () => scene.session.now(),
        request: (call: Parameters<typeof scene.session.request>[0]) =>
          call.path.startsWith('/network-ip-availabilities/')
            ? Promise.resolve({
                status: 200,
                headers: {},
                body: { network_ip_availability: { total_ips: 20, used_ips: 18 } },
              })
            : scene.session.request(call),
      };
      const checks = await checkExternalNetwork(session, undefined, 3, new AbortController().signal);
      expect(checks.map((check) => check.state)).to.deep.equal(['ok', 'warn']);
      expect(checks[1]?.says).to.include('has 2 left; the largest cluster needs 3');
    });

    it('has a JSON Schema that allows no other field', () => {
      expect(doctorSchema()).to.include({ additionalProperties: false, type: 'object' });
    });
  });

  describe('troika run', () => {
    it('stops at an image that is not there, with those that are, before anything is made', async () => {
      await scene.place.write('troika.yaml', NO_IMAGE);
      const { code, text } = await scene.command(['run']);
      expect(code, text).to.equal(2);
      expect(text).to.include('new: there is no image Plan 9').and.to.include('This project sees: Debian 12.');
      expect(effects()).to.deep.equal([]);
    });

    it('stops at a credential that may not do what a V1 cluster does, before anything is made', async () => {
      restrict();
      await scene.place.write('troika.yaml', V1);
      const { code, text } = await scene.command(['run']);
      expect(code, text).to.equal(7);
      expect(text).to.include('old').and.to.include('--unrestricted');
      expect(effects()).to.deep.equal([]);
    });

    it('asks little: each listing once, and a credential only where it matters', async () => {
      await scene.place.write('troika.yaml', V2);
      const before = scene.world.sim.requests.length;
      expect((await scene.command(['run', '--dry-run'])).code).to.equal(0);
      const asked = scene.world.sim.requests.slice(before).map((one) => one.path.replace(/\?.*/, ''));
      expect(asked.filter((path) => path.endsWith('/v2/images'))).to.have.length(1);
      expect(asked.filter((path) => path.endsWith('/flavors/detail'))).to.have.length(1);
      expect(asked.filter((path) => path.includes('application_credentials'))).to.deep.equal([]);
      expect(asked.length).to.be.below(25);
    });
  });
});
