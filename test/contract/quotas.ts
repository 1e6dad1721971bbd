import { expect } from 'chai';
import type { Demand } from '../../src/model/demand.ts';
import { at, listAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import {
  externalNetworkId,
  makeLoadBalancer,
  makeNetwork,
  makeVolume,
  ok,
  onStage,
  serverOfImage,
  typeOf,
  until,
} from './stage.ts';

/** Each service refuses in its own way. */
export function describeQuotas(makeWorld: MakeWorld): void {
  describe('quotas', function () {
    this.timeout(180_000);
    const stage = onStage(makeWorld);

    it('of Neutron: 409 OverQuota for every kind, and limits with use', async () => {
      const { wire, world } = stage();
      const { networkId } = await makeNetwork(wire, 'full');
      const groups = listAt(await ok(wire, 'network', 'GET', '/security-groups'), 'security_groups');
      const none: Partial<Demand> = {
        networks: 1,
        subnets: 1,
        ports: 0,
        routers: 0,
        floatingIps: 0,
        securityGroups: 1,
        securityGroupRules: 4,
      };
      await world.setQuota(none);
      const wishes: [string, unknown][] = [
        ['/networks', { network: {} }],
        ['/subnets', { subnet: { network_id: networkId, cidr: '10.8.0.0/24', ip_version: 4 } }],
        ['/ports', { port: { network_id: networkId } }],
        ['/routers', { router: {} }],
        ['/floatingips', { floatingip: { floating_network_id: await externalNetworkId(stage()) } }],
        ['/security-groups', { security_group: { name: 'more' } }],
        [
          '/security-group-rules',
          {
            security_group_rule: {
              security_group_id: textAt(groups[0], 'id'),
              direction: 'ingress',
              remote_ip_prefix: '10.0.0.0/8',
            },
          },
        ],
      ];
      for (const [path, body] of wishes) {
        const reply = await wire.send('network', 'POST', path, body);
        expect([path, reply.status, typeOf(reply)]).to.deep.equal([path, 409, 'OverQuota']);
      }
      const quota = at(await ok(wire, 'network', 'GET', `/quotas/${wire.projectId}/details.json`), 'quota');
      expect(at(quota, 'network')).to.deep.equal({ limit: 1, used: 1, reserved: 0 });
      expect(at(quota, 'security_group_rule')).to.deep.equal({ limit: 4, used: 4, reserved: 0 });
      expect(at(quota, 'floatingip')).to.deep.equal({ limit: 0, used: 0, reserved: 0 });
      await world.setQuota({
        networks: 50,
        subnets: 50,
        ports: 500,
        routers: 50,
        floatingIps: 50,
        securityGroups: 100,
        securityGroupRules: 1000,
      });
    });

    it('of Nova: 403 with the sum, and limits with use', async () => {
      const { wire, world } = stage();
      const { networkId } = await makeNetwork(wire, 'small');
      const server = await serverOfImage(stage(), 'one', [{ uuid: networkId }]);
      await ok(wire, 'compute', 'POST', '/servers', { server });
      await world.setQuota({ servers: 1, cores: 2, ramMiB: 4096, serverGroups: 0, keypairs: 0 });
      const refused = await wire.send('compute', 'POST', '/servers', { server });
      expect(refused.status).to.equal(403);
      expect(textAt(refused.body, 'forbidden', 'message')).to.match(/^Quota exceeded for (instances|cores|ram)/);
      const group = await wire.send('compute', 'POST', '/os-server-groups', {
        server_group: { name: 'no', policy: 'affinity' },
      });
      expect([group.status, at(group.body, 'forbidden', 'message')]).to.deep.equal([
        403,
        'Quota exceeded, too many server groups.',
      ]);
      const keypair = await wire.send('compute', 'POST', '/os-keypairs', {
        keypair: {
          name: 'no',
          public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPMwVJkMyZxUNfLqFZTiLpPWmcYzJ4xEF8xUH9EZSnXG',
        },
      });
      expect([keypair.status, at(keypair.body, 'forbidden', 'message')]).to.deep.equal([
        403,
        'Quota exceeded, too many key pairs.',
      ]);
      const quota = at(await ok(wire, 'compute', 'GET', `/os-quota-sets/${wire.projectId}/detail`), 'quota_set');
      expect(at(quota, 'instances')).to.deep.equal({ limit: 1, in_use: 1, reserved: 0 });
      expect(at(quota, 'cores')).to.deep.equal({ limit: 2, in_use: 2, reserved: 0 });
      expect(at(quota, 'ram')).to.deep.equal({ limit: 4096, in_use: 4096, reserved: 0 });
    });

    it('of Cinder: 413, and snapshots count as gigabytes', async () => {
      const { wire, world } = stage();
      const id = await makeVolume(wire, { size: 2 });
      const snapshot = { volume_id: id, name: 'one' };
      await ok(wire, 'volume', 'POST', '/snapshots', { snapshot });
      const quota = () => ok(wire, 'volume', 'GET', `/os-quota-sets/${wire.projectId}?usage=true`);
      expect(at(await quota(), 'quota_set', 'gigabytes', 'in_use')).to.equal(4);
      await world.setQuota({ volumes: 1, snapshots: 1, gigabytes: 100 });
      const volume = await wire.send('volume', 'POST', '/volumes', { volume: { size: 1 } });
      expect(volume.status).to.equal(413);
      expect(textAt(volume.body, 'overLimit', 'message')).to.match(/^VolumeLimitExceeded/);
      const second = await wire.send('volume', 'POST', '/snapshots', { snapshot });
      expect([second.status, textAt(second.body, 'overLimit', 'message').split(':')[0]]).to.deep.equal([
        413,
        'SnapshotLimitExceeded',
      ]);
      await world.setQuota({ volumes: 10, gigabytes: 5 });
      const big = await wire.send('volume', 'POST', '/volumes', { volume: { size: 10 } });
      expect([big.status, textAt(big.body, 'overLimit', 'message').split(':')[0]]).to.deep.equal([
        413,
        'VolumeSizeExceedsAvailableQuota',
      ]);
      expect(at(await quota(), 'quota_set', 'volumes')).to.deep.equal({ limit: 10, in_use: 1, reserved: 0 });
    });

    it('of Octavia: 403, limits without use; a create refused for a listener leaves its VIP port behind', async () => {
      const { wire, world } = stage();
      const { subnetId, networkId } = await makeNetwork(wire, 'balanced');
      const id = await makeLoadBalancer(wire, subnetId);
      await world.setQuota({ loadBalancers: 1, listeners: 0, pools: 0 });
      const create = (wish: Record<string, unknown> = {}) =>
        wire.send('loadBalancer', 'POST', '/lbaas/loadbalancers', {
          loadbalancer: { vip_subnet_id: subnetId, ...wish },
        });
      const refused = await create();
      expect([refused.status, at(refused.body, 'faultstring')]).to.deep.equal([
        403,
        'Quota has been met for resources: Load Balancer',
      ]);
      const listener = { loadbalancer_id: id, protocol: 'TCP', protocol_port: 80 };
      const child = await wire.send('loadBalancer', 'POST', '/lbaas/listeners', { listener });
      expect([child.status, at(child.body, 'faultstring')]).to.deep.equal([
        403,
        'Quota has been met for resources: Listener',
      ]);
      await world.setQuota({ loadBalancers: 5 });
      const whole = await create({ listeners: [{ protocol: 'TCP', protocol_port: 80 }] });
      expect([whole.status, at(whole.body, 'faultstring')]).to.deep.equal([
        403,
        'Quota has been met for resources: Listener',
      ]);
      const ports = listAt(await ok(wire, 'network', 'GET', `/ports?network_id=${networkId}`), 'ports');
      const own = ports.filter((port) => at(port, 'project_id') === wire.projectId).map((port) => textAt(port, 'name'));
      expect(own).to.have.length(2);
      const orphan = ports.find(
        (port) => at(port, 'project_id') === wire.projectId && at(port, 'name') !== `octavia-lb-${id}`,
      );
      expect(at(orphan, 'device_owner')).to.equal('Octavia');
      const lost = textAt(orphan, 'device_id').replace(/^lb-/, '');
      expect((await wire.send('loadBalancer', 'GET', `/lbaas/loadbalancers/${lost}`)).status).to.equal(404);
      expect((await wire.send('network', 'DELETE', `/ports/${textAt(orphan, 'id')}`)).status).to.equal(204);
      const quota = await ok(wire, 'loadBalancer', 'GET', `/lbaas/quotas/${wire.projectId}`);
      expect(at(quota, 'quota')).to.include({ load_balancer: 5, listener: 0, pool: 0 });
      await until(
        () => wire.send('loadBalancer', 'DELETE', `/lbaas/loadbalancers/${id}`),
        (reply) => reply.status === 204,
      );
    });
  });
}
