import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { makeLoadBalancer, makeNetwork, ok, onStage, until, untilActive, untilGone } from './stage.ts';

const LB = 'loadBalancer';

export function describeLoadBalancers(makeWorld: MakeWorld): void {
  describe('load balancers', function () {
    this.timeout(240_000);
    const stage = onStage(makeWorld);
    const show = (id: string) => stage().wire.send(LB, 'GET', `/lbaas/loadbalancers/${id}`);
    const listener = (id: string, port = 80) => ({
      listener: { name: 'li', loadbalancer_id: id, protocol: 'TCP', protocol_port: port },
    });

    it('are immutable while PENDING: 409 for a child and for their own deletion', async () => {
      const { wire } = stage();
      const { subnetId } = await makeNetwork(wire, 'pending');
      const body = await ok(wire, LB, 'POST', '/lbaas/loadbalancers', {
        loadbalancer: { name: 'lb', vip_subnet_id: subnetId, description: 'text' },
      });
      expect(at(body, 'loadbalancer')).to.include({
        provisioning_status: 'PENDING_CREATE',
        description: 'text',
        vip_subnet_id: subnetId,
      });
      const id = textAt(body, 'loadbalancer', 'id');
      const child = await wire.send(LB, 'POST', '/lbaas/listeners', listener(id));
      expect(child.status).to.equal(409);
      expect(textAt(child.body, 'faultstring')).to.equal(`Load Balancer ${id} is immutable and cannot be updated.`);
      const removal = await wire.send(LB, 'DELETE', `/lbaas/loadbalancers/${id}?cascade=true`);
      expect(removal.status).to.equal(409);
      expect(textAt(removal.body, 'faultstring')).to.equal(
        `Invalid state PENDING_CREATE of loadbalancer resource ${id}`,
      );
      await untilActive(wire, id);
    });

    it('have a VIP port of theirs in the project, in a group of the services, gone with them', async () => {
      const { wire } = stage();
      const { subnetId, networkId } = await makeNetwork(wire, 'vip');
      const id = await makeLoadBalancer(wire, subnetId);
      const portId = textAt((await show(id)).body, 'loadbalancer', 'vip_port_id');
      const port = at((await wire.send('network', 'GET', `/ports/${portId}`)).body, 'port');
      expect(port).to.include({
        name: `octavia-lb-${id}`,
        device_id: `lb-${id}`,
        device_owner: 'Octavia',
        project_id: wire.projectId,
      });
      const groupId = textAt(port, 'security_groups', 0);
      expect((await wire.send('network', 'GET', `/security-groups/${groupId}`)).status).to.equal(404);
      const others = listAt(await ok(wire, 'network', 'GET', `/ports?network_id=${networkId}`), 'ports').filter(
        (row) => at(row, 'id') !== portId,
      );
      expect(others.map((row) => at(row, 'project_id'))).to.not.include(wire.projectId);
      expect((await wire.send(LB, 'DELETE', `/lbaas/loadbalancers/${id}`)).status).to.equal(204);
      await untilGone(wire, LB, `/lbaas/loadbalancers/${id}`);
      await until(
        () => wire.send('network', 'DELETE', `/networks/${networkId}`),
        (reply) => reply.status === 204,
      );
    });

    it('are PENDING_UPDATE while a child comes, take one change at a time, and show it all in their status', async () => {
      const { wire } = stage();
      const { subnetId } = await makeNetwork(wire, 'children');
      const id = await makeLoadBalancer(wire, subnetId);
      const listenerId = textAt(await ok(wire, LB, 'POST', '/lbaas/listeners', listener(id)), 'listener', 'id');
      expect(at((await show(id)).body, 'loadbalancer', 'provisioning_status')).to.equal('PENDING_UPDATE');
      expect((await wire.send(LB, 'POST', '/lbaas/listeners', listener(id, 81))).status).to.equal(409);
      await untilActive(wire, id);
      const twin = await wire.send(LB, 'POST', '/lbaas/listeners', listener(id));
      expect([twin.status, textAt(twin.body, 'faultstring')]).to.deep.equal([
        409,
        'Another Listener on this Load Balancer is already using protocol TCP and protocol_port 80',
      ]);
      const pool = { name: 'po', listener_id: listenerId, protocol: 'TCP', lb_algorithm: 'ROUND_ROBIN' };
      const poolId = textAt(await ok(wire, LB, 'POST', '/lbaas/pools', { pool }), 'pool', 'id');
      await untilActive(wire, id);
      const members = `/lbaas/pools/${poolId}/members`;
      const member = { address: '10.9.0.50', protocol_port: 80, subnet_id: subnetId };
      const memberId = textAt(await ok(wire, LB, 'POST', members, { member }), 'member', 'id');
      await untilActive(wire, id);
      const monitor = { pool_id: poolId, type: 'TCP', delay: 5, timeout: 3, max_retries: 2 };
      await ok(wire, LB, 'POST', '/lbaas/healthmonitors', { healthmonitor: monitor });
      await untilActive(wire, id);
      const status = at(
        (await wire.send(LB, 'GET', `/lbaas/loadbalancers/${id}/status`)).body,
        'statuses',
        'loadbalancer',
      );
      expect(at(status, 'listeners', 0, 'id')).to.equal(listenerId);
      expect(at(status, 'listeners', 0, 'pools', 0, 'members', 0)).to.include({
        id: memberId,
        provisioning_status: 'ACTIVE',
      });
      expect(at(status, 'listeners', 0, 'pools', 0, 'health_monitor')).to.include({
        type: 'TCP',
        provisioning_status: 'ACTIVE',
      });
      const refused = await wire.send(LB, 'DELETE', `/lbaas/loadbalancers/${id}`);
      expect(refused.status).to.equal(400);
      expect(textAt(refused.body, 'faultstring')).to.include('it has children');
      expect((await wire.send(LB, 'DELETE', `${members}/${memberId}`)).status).to.equal(204);
      expect((await wire.send(LB, 'POST', members, { member })).status).to.equal(409);
      await untilGone(wire, LB, `${members}/${memberId}`);
    });

    it('are made with all their parts by one call, and take them all along by cascade', async () => {
      const { wire } = stage();
      const { subnetId } = await makeNetwork(wire, 'whole');
      const default_pool = {
        name: 'p80',
        protocol: 'TCP',
        lb_algorithm: 'ROUND_ROBIN',
        members: [{ address: '10.9.0.60', protocol_port: 30080, subnet_id: subnetId }],
        healthmonitor: { type: 'TCP', delay: 5, timeout: 3, max_retries: 2 },
      };
      const id = await makeLoadBalancer(wire, subnetId, {
        tags: ['tagged'],
        listeners: [{ name: 'l80', protocol: 'TCP', protocol_port: 80, default_pool }],
      });
      const made = at((await show(id)).body, 'loadbalancer');
      expect(at(made, 'tags')).to.deep.equal(['tagged']);
      const pools = listAt(await ok(wire, LB, 'GET', `/lbaas/pools?loadbalancer_id=${id}`), 'pools');
      expect(pools).to.have.length(1);
      expect(listAt(pools[0], 'members')).to.have.length(1);
      const monitorId = textAt(pools[0], 'healthmonitor_id');
      expect((await wire.send(LB, 'DELETE', `/lbaas/loadbalancers/${id}?cascade=true`)).status).to.equal(204);
      await untilGone(wire, LB, `/lbaas/loadbalancers/${id}`);
      expect((await wire.send(LB, 'GET', `/lbaas/listeners/${textAt(made, 'listeners', 0, 'id')}`)).status).to.equal(
        404,
      );
      expect((await wire.send(LB, 'GET', `/lbaas/pools/${textAt(pools[0], 'id')}`)).status).to.equal(404);
      expect((await wire.send(LB, 'GET', `/lbaas/healthmonitors/${monitorId}`)).status).to.equal(404);
      expect((await wire.send(LB, 'DELETE', `/lbaas/loadbalancers/${id}?cascade=true`)).status).to.equal(404);
    });

    it('want their pools named in a one-call create', async () => {
      const { wire } = stage();
      const { subnetId } = await makeNetwork(wire, 'nameless');
      const default_pool = { protocol: 'TCP', lb_algorithm: 'ROUND_ROBIN' };
      const loadbalancer = {
        vip_subnet_id: subnetId,
        listeners: [{ protocol: 'TCP', protocol_port: 80, default_pool }],
      };
      const reply = await wire.send(LB, 'POST', '/lbaas/loadbalancers', { loadbalancer });
      expect(reply.status).to.equal(400);
      expect(textAt(reply.body, 'faultstring')).to.include('Pools must be named');
    });

    it('may answer 503 to creates that meet in one project: a retry gets through', async () => {
      const { wire } = stage();
      const { subnetId } = await makeNetwork(wire, 'crowd');
      const create = () => wire.send(LB, 'POST', '/lbaas/loadbalancers', { loadbalancer: { vip_subnet_id: subnetId } });
      const replies = await Promise.all([create(), create(), create(), create()]);
      expect(replies.map((reply) => reply.status).filter((status) => status !== 201 && status !== 503)).to.deep.equal(
        [],
      );
      for (const reply of replies.filter((candidate) => candidate.status === 503)) {
        expect(textAt(reply.body, 'faultstring')).to.include('busy');
        expect((await until(create, (next) => next.status !== 503)).status).to.equal(201);
      }
    });
  });
}
