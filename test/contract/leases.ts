import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { claim, outcome } from './leaseStage.ts';
import { externalNetworkId, makeNetwork, makePort, ok, onStage, typeOf, type MadeNetwork } from './stage.ts';

const TEXTS = ['name', 'description', 'device_id', 'device_owner'];
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** What a port must keep to be a lease, and a subnet to be the book of them. */
export function describeLeases(makeWorld: MakeWorld): void {
  describe('leases', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);

    /** A subnet as the lease book has it, whose pool is a part of its block. */
    async function makeBook(): Promise<MadeNetwork> {
      const { wire } = stage();
      const network = await ok(wire, 'network', 'POST', '/networks', { network: { name: 'book' } });
      const networkId = textAt(network, 'network', 'id');
      const subnet = {
        network_id: networkId,
        cidr: '198.18.0.0/24',
        ip_version: 4,
        enable_dhcp: false,
        gateway_ip: null,
        allocation_pools: [{ start: '198.18.0.100', end: '198.18.0.250' }],
      };
      const body = await ok(wire, 'network', 'POST', '/subnets', { subnet });
      return { networkId, subnetId: textAt(body, 'subnet', 'id') };
    }

    it('keep texts of 255 characters of any script when made and when written, and 256 are refused', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'texts');
      const write = async (letter: string, length: number): Promise<unknown[]> => {
        const wish = Object.fromEntries(TEXTS.map((field) => [field, letter.repeat(length)]));
        const id = await makePort(wire, networkId);
        const made = TEXTS.map((field) =>
          wire.send('network', 'POST', '/ports', { port: { network_id: networkId, [field]: wish[field] } }),
        );
        const put = TEXTS.map((field) =>
          wire.send('network', 'PUT', `/ports/${id}`, { port: { [field]: wish[field] } }),
        );
        const replies = await Promise.all([...made, ...put]);
        return replies.map(({ status, body }, index) =>
          status < 300 ? at(body, 'port', TEXTS[index % TEXTS.length] ?? '') === letter.repeat(length) : status,
        );
      };
      for (const letter of ['x', 'ü']) {
        expect(await write(letter, 255)).to.deep.equal(Array(8).fill(true));
        expect(await write(letter, 256)).to.deep.equal(Array(8).fill(400));
      }
    });

    it('keep an owner and a device that no service knows, and are listed by their network alone', async () => {
      const { wire } = stage();
      const one = await makeNetwork(wire, 'one');
      const other = await makeNetwork(wire, 'other');
      const wish = { device_owner: 'troika:lease', device_id: 'anything, as 1/2 {text}', admin_state_up: false };
      const id = await makePort(wire, one.networkId, wish);
      await makePort(wire, other.networkId, wish);
      const ports = listAt(await ok(wire, 'network', 'GET', `/ports?network_id=${one.networkId}`), 'ports');
      expect(ports).to.have.length(1);
      expect(ports[0]).to.include({ id, ...wish });
    });

    it('stand in a subnet without DHCP and gateway, in which nothing else is', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeBook();
      const subnet = at(await ok(wire, 'network', 'GET', `/subnets/${subnetId}`), 'subnet');
      expect(subnet).to.include({ enable_dhcp: false, gateway_ip: null, cidr: '198.18.0.0/24' });
      expect(listAt(await ok(wire, 'network', 'GET', `/ports?network_id=${networkId}`), 'ports')).to.deep.equal([]);
    });

    it('may name any address of the block, of the pools or not, but its first and its last', async () => {
      const { wire } = stage();
      const book = await makeBook();
      const asked = async (last: number) => {
        const reply = await claim(wire, book, `198.18.0.${last}`);
        return reply.status === 400 ? typeOf(reply) : outcome(reply);
      };
      expect([await asked(1), await asked(10), await asked(100), await asked(254)]).to.deep.equal(Array(4).fill('won'));
      expect([await asked(0), await asked(255)]).to.deep.equal(Array(2).fill('InvalidIpForSubnet'));
    });

    it('get an address of the pools when they name none', async () => {
      const { wire } = stage();
      const { networkId } = await makeBook();
      const ports = await Promise.all(
        [1, 2, 3, 4].map(() => ok(wire, 'network', 'POST', '/ports', { port: { network_id: networkId } })),
      );
      for (const port of ports) {
        const last = Number(textAt(port, 'port', 'fixed_ips', 0, 'ip_address').split('.')[3]);
        expect(last).to.be.within(100, 250);
      }
    });

    it('are told the time in whole seconds, and the cloud’s clock with every answer, refusals too', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeBook();
      const made = await wire.send('network', 'POST', '/ports', { port: { network_id: networkId } });
      const path = `/ports/${textAt(made.body, 'port', 'id')}`;
      const subnet = await wire.send('network', 'GET', `/subnets/${subnetId}`);
      for (const field of ['created_at', 'updated_at']) {
        expect(textAt(made.body, 'port', field)).to.match(STAMP);
        expect(textAt(subnet.body, 'subnet', field)).to.match(STAMP);
      }
      const replies = [
        made,
        await wire.send('network', 'GET', `/ports?network_id=${networkId}`),
        await wire.send('network', 'PUT', path, { port: { description: 'x'.repeat(256) } }),
        await wire.send('network', 'DELETE', `/networks/${networkId}`),
        await wire.send('network', 'DELETE', path),
        await wire.send('network', 'DELETE', path),
      ];
      expect(replies.map((reply) => reply.status)).to.deep.equal([201, 200, 400, 409, 204, 404]);
      const born = Date.parse(textAt(made.body, 'port', 'created_at'));
      for (const reply of replies) {
        expect(reply.headers.get('date')).to.match(/ GMT$/);
        expect(Math.abs(Date.parse(reply.headers.get('date') ?? '') - born)).to.be.lessThan(30_000);
      }
    });

    it('cannot be told how many addresses a network has left: a member of the project hears 404', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'left');
      const ask = async (id: string) => {
        const reply = await wire.send('network', 'GET', `/network-ip-availabilities/${id}`);
        return [reply.status, typeOf(reply)];
      };
      expect(await ask(await externalNetworkId(stage()))).to.deep.equal([404, 'HTTPNotFound']);
      expect(await ask(networkId)).to.deep.equal([404, 'HTTPNotFound']);
      expect(await ask('00000000-0000-0000-0000-000000000000')).to.deep.equal([404, 'NetworkNotFound']);
      const list = await ok(wire, 'network', 'GET', '/network-ip-availabilities');
      expect(listAt(list, 'network_ip_availabilities')).to.deep.equal([]);
    });
  });
}
