import { expect } from 'chai';
import { at, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { externalNetworkId, makeNetwork, makePort, makeRouter, ok, onStage, typeOf, until } from './stage.ts';

/** DOWN says nothing about use: a floating IP is DOWN when it is made, and until an agent has seen it. */
export function describeFloatingIps(makeWorld: MakeWorld): void {
  describe('floating IPs', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);

    async function make(wish: Record<string, unknown> = {}): Promise<unknown> {
      const floatingip = { floating_network_id: await externalNetworkId(stage()), ...wish };
      return at(await ok(stage().wire, 'network', 'POST', '/floatingips', { floatingip }), 'floatingip');
    }

    async function routedPort(
      name: string,
    ): Promise<{ portId: string; routerId: string; subnetId: string; networkId: string }> {
      const made = await makeNetwork(stage().wire, name);
      const routerId = await makeRouter(stage(), made.subnetId);
      return { ...made, routerId, portId: await makePort(stage().wire, made.networkId) };
    }

    const show = (id: string) => stage().wire.send('network', 'GET', `/floatingips/${id}`);
    const untilStatus = (id: string, status: string) =>
      until(
        () => show(id),
        (reply) => at(reply.body, 'floatingip', 'status') === status,
      );

    it('are DOWN when made, with their description, and stay so without a port', async () => {
      const floatingIp = await make({ description: 'for a service' });
      expect(floatingIp).to.include({ status: 'DOWN', port_id: null, router_id: null, description: 'for a service' });
      expect(at((await show(textAt(floatingIp, 'id'))).body, 'floatingip', 'status')).to.equal('DOWN');
    });

    it('are DOWN in the answer and ACTIVE later when made on a port', async () => {
      const { portId, routerId } = await routedPort('made-on');
      const floatingIp = await make({ port_id: portId });
      expect(floatingIp).to.include({ status: 'DOWN', port_id: portId, router_id: routerId });
      const reply = await untilStatus(textAt(floatingIp, 'id'), 'ACTIVE');
      expect(at(reply.body, 'floatingip', 'port_details', 'network_id')).to.be.a('string');
    });

    it('are left alone and DOWN when their port goes', async () => {
      const { portId } = await routedPort('let-go');
      const id = textAt(await make(), 'id');
      await ok(stage().wire, 'network', 'PUT', `/floatingips/${id}`, { floatingip: { port_id: portId } });
      await untilStatus(id, 'ACTIVE');
      await ok(stage().wire, 'network', 'DELETE', `/ports/${portId}`);
      const reply = await untilStatus(id, 'DOWN');
      expect(at(reply.body, 'floatingip')).to.include({ port_id: null, fixed_ip_address: null, router_id: null });
    });

    it('refuse a second one on the same fixed address', async () => {
      const { wire } = stage();
      const { portId } = await routedPort('taken');
      await make({ port_id: portId });
      const id = textAt(await make(), 'id');
      const reply = await wire.send('network', 'PUT', `/floatingips/${id}`, { floatingip: { port_id: portId } });
      expect([reply.status, typeOf(reply)]).to.deep.equal([409, 'FloatingIPPortAlreadyAssociated']);
    });

    it('refuse a port that no router leads to', async () => {
      const { wire } = stage();
      const portId = await makePort(wire, (await makeNetwork(wire, 'island')).networkId);
      const id = textAt(await make(), 'id');
      const reply = await wire.send('network', 'PUT', `/floatingips/${id}`, { floatingip: { port_id: portId } });
      expect([reply.status, typeOf(reply)]).to.deep.equal([404, 'ExternalGatewayForFloatingIPNotFound']);
    });

    it('hold the interface and the gateway of their router', async () => {
      const { wire } = stage();
      const { portId, routerId, subnetId } = await routedPort('holding');
      const id = textAt(await make({ port_id: portId }), 'id');
      const detach = () =>
        wire.send('network', 'PUT', `/routers/${routerId}/remove_router_interface`, { subnet_id: subnetId });
      const interfaceReply = await detach();
      expect([interfaceReply.status, typeOf(interfaceReply)]).to.deep.equal([409, 'RouterInterfaceInUseByFloatingIP']);
      const gateway = await wire.send('network', 'PUT', `/routers/${routerId}`, {
        router: { external_gateway_info: null },
      });
      expect([gateway.status, typeOf(gateway)]).to.deep.equal([409, 'RouterExternalGatewayInUseByFloatingIp']);
      expect((await wire.send('network', 'DELETE', `/floatingips/${id}`)).status).to.equal(204);
      expect((await detach()).status).to.equal(200);
      expect((await wire.send('network', 'DELETE', `/floatingips/${id}`)).status).to.equal(404);
    });
  });
}
