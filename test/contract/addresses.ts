import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { makeNetwork, makePort, onStage, typeOf } from './stage.ts';

/** One address of a subnet is held by one port: what the leases stand on. */
export function describeAddresses(makeWorld: MakeWorld): void {
  describe('addresses of a subnet', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);
    const moved = (subnetId: string, address: string) => ({
      port: { fixed_ips: [{ subnet_id: subnetId, ip_address: address }] },
    });

    it('refuses to make a second port with an address', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeNetwork(wire, 'made');
      const fixed_ips = [{ subnet_id: subnetId, ip_address: '10.9.0.50' }];
      await makePort(wire, networkId, { fixed_ips });
      const second = await wire.send('network', 'POST', '/ports', { port: { network_id: networkId, fixed_ips } });
      expect([second.status, typeOf(second)]).to.deep.equal([409, 'IpAddressAlreadyAllocated']);
    });

    it('refuses to move a port to an address that is held, and leaves it where it was', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeNetwork(wire, 'moved');
      await makePort(wire, networkId, { fixed_ips: [{ ip_address: '10.9.0.50' }] });
      const id = await makePort(wire, networkId, { fixed_ips: [{ ip_address: '10.9.0.60' }] });
      const reply = await wire.send('network', 'PUT', `/ports/${id}`, moved(subnetId, '10.9.0.50'));
      expect([reply.status, typeOf(reply)]).to.deep.equal([409, 'IpAddressAlreadyAllocated']);
      const port = await wire.send('network', 'GET', `/ports/${id}`);
      expect(at(port.body, 'port', 'fixed_ips', 0, 'ip_address')).to.equal('10.9.0.60');
    });

    it('lets one of six ports that move to one address at once have it', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeNetwork(wire, 'race');
      const ids = await Promise.all([1, 2, 3, 4, 5, 6].map(() => makePort(wire, networkId)));
      const replies = await Promise.all(
        ids.map((id) => wire.send('network', 'PUT', `/ports/${id}`, moved(subnetId, '10.9.0.5'))),
      );
      const statuses = replies.map((reply) => reply.status).sort();
      expect(statuses).to.deep.equal([200, 409, 409, 409, 409, 409]);
      const ports = listAt((await wire.send('network', 'GET', `/ports?network_id=${networkId}`)).body, 'ports');
      const holders = ports.filter((port) => at(port, 'fixed_ips', 0, 'ip_address') === '10.9.0.5');
      expect(holders).to.have.length(1);
    });

    it('lets another port have the address once the holder is deleted', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeNetwork(wire, 'freed');
      const holder = await makePort(wire, networkId, { fixed_ips: [{ ip_address: '10.9.0.50' }] });
      const id = await makePort(wire, networkId);
      await wire.send('network', 'DELETE', `/ports/${holder}`);
      const reply = await wire.send('network', 'PUT', `/ports/${id}`, moved(subnetId, '10.9.0.50'));
      expect(reply.status).to.equal(200);
    });

    it('keeps the address when a move names the subnet alone', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeNetwork(wire, 'kept');
      const id = await makePort(wire, networkId, { fixed_ips: [{ ip_address: '10.9.0.50' }] });
      const reply = await wire.send('network', 'PUT', `/ports/${id}`, {
        port: { fixed_ips: [{ subnet_id: subnetId }] },
      });
      expect(at(reply.body, 'port', 'fixed_ips', 0, 'ip_address')).to.equal('10.9.0.50');
    });

    it('refuses an address outside the subnet', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeNetwork(wire, 'outside');
      const id = await makePort(wire, networkId);
      const reply = await wire.send('network', 'PUT', `/ports/${id}`, moved(subnetId, '10.99.0.1'));
      expect([reply.status, typeOf(reply)]).to.deep.equal([400, 'InvalidIpForSubnet']);
    });

    it('writes a new updated_at for an identical description, and not for tags it has', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'beat');
      const id = await makePort(wire, networkId, { description: 'beat 1' });
      const revision = async () =>
        at((await wire.send('network', 'GET', `/ports/${id}`)).body, 'port', 'revision_number');
      const first = await revision();
      await wire.send('network', 'PUT', `/ports/${id}`, { port: { description: 'beat 1' } });
      const second = await revision();
      expect(second).to.be.greaterThan(Number(first));
      await wire.send('network', 'PUT', `/ports/${id}/tags`, { tags: ['a', 'b'] });
      const third = await revision();
      expect(third).to.be.greaterThan(Number(second));
      await wire.send('network', 'PUT', `/ports/${id}/tags`, { tags: ['b', 'a'] });
      await wire.send('network', 'PUT', `/ports/${id}/tags/a`);
      expect(await revision()).to.equal(third);
      expect(textAt((await wire.send('network', 'GET', `/ports/${id}`)).body, 'port', 'updated_at')).to.match(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
      );
    });
  });
}
