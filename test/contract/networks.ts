import { expect } from 'chai';
import { at, listAt, numberAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { externalNetworkId, makeNetwork, makePort, makeRouter, ok, onStage, typeOf } from './stage.ts';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

export function describeNetworks(makeWorld: MakeWorld): void {
  describe('networks, subnets and ports', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);

    it('carry the description given at create, and tags given afterwards', async () => {
      const { wire } = stage();
      const body = await ok(wire, 'network', 'POST', '/networks', {
        network: { name: 'told', description: 'who made it' },
      });
      expect(at(body, 'network', 'description')).to.equal('who made it');
      const id = textAt(body, 'network', 'id');
      expect((await wire.send('network', 'PUT', `/networks/${id}/tags`, { tags: ['one', 'two'] })).body).to.deep.equal({
        tags: ['one', 'two'],
      });
      expect(at((await wire.send('network', 'GET', `/networks/${id}`)).body, 'network', 'tags')).to.have.members([
        'one',
        'two',
      ]);
    });

    it('hold their network and subnet by a port', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeNetwork(wire, 'held');
      const portId = await makePort(wire, networkId);
      const network = await wire.send('network', 'DELETE', `/networks/${networkId}`);
      expect([network.status, typeOf(network)]).to.deep.equal([409, 'NetworkInUse']);
      expect(textAt(network.body, 'NeutronError', 'message')).to.include(portId);
      const subnet = await wire.send('network', 'DELETE', `/subnets/${subnetId}`);
      expect([subnet.status, typeOf(subnet)]).to.deep.equal([409, 'SubnetInUse']);
    });

    it('go as one: a network without ports takes its subnet along', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeNetwork(wire, 'gone');
      expect((await wire.send('network', 'DELETE', `/networks/${networkId}`)).status).to.equal(204);
      expect((await wire.send('network', 'GET', `/networks/${networkId}`)).status).to.equal(404);
      expect((await wire.send('network', 'GET', `/subnets/${subnetId}`)).status).to.equal(404);
      expect((await wire.send('network', 'DELETE', `/networks/${networkId}`)).status).to.equal(404);
    });

    it('answer 404 with the name of the kind', async () => {
      const { wire } = stage();
      const kinds = [
        'networks',
        'subnets',
        'ports',
        'routers',
        'floatingips',
        'security-groups',
        'security-group-rules',
      ];
      const types = await Promise.all(
        kinds.map(async (kind) => typeOf(await wire.send('network', 'GET', `/${kind}/${NOWHERE}`))),
      );
      const named = ['NetworkNotFound', 'SubnetNotFound', 'PortNotFound', 'RouterNotFound', 'FloatingIPNotFound'];
      expect(types).to.deep.equal([...named, 'SecurityGroupNotFound', 'SecurityGroupRuleNotFound']);
    });

    it('leave the external network to its owner', async () => {
      const { wire } = stage();
      const id = await externalNetworkId(stage());
      expect((await wire.send('network', 'DELETE', `/networks/${id}`)).status).to.equal(403);
    });

    it('show a port as DOWN and unbound until something binds it', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'unbound');
      const id = await makePort(wire, networkId, { name: 'lone', description: 'text' });
      const port = at((await wire.send('network', 'GET', `/ports/${id}`)).body, 'port');
      expect(port).to.include({ status: 'DOWN', device_id: '', device_owner: '', description: 'text' });
    });

    it('name the services by extensions', async () => {
      const { wire } = stage();
      const aliases = listAt(await ok(wire, 'network', 'GET', '/extensions'), 'extensions').map((row) =>
        at(row, 'alias'),
      );
      const needed = [
        'standard-attr-tag',
        'standard-attr-description',
        'standard-attr-timestamp',
        'revision-if-match',
        'extraroute-atomic',
        'quota_details',
      ];
      expect(aliases).to.include.members(needed);
    });

    it('say when they were made, and answer with a request id', async () => {
      const { wire } = stage();
      const reply = await wire.send('network', 'POST', '/networks', { network: { name: 'dated' } });
      expect(textAt(reply.body, 'network', 'created_at')).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(reply.headers.get('x-openstack-request-id')).to.match(/^req-[0-9a-f-]{36}$/);
      const date = Date.parse(reply.headers.get('date') ?? '');
      expect(Math.abs(Date.parse(textAt(reply.body, 'network', 'created_at')) - date)).to.be.lessThan(5000);
    });
  });

  describe('routers', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);

    it('stay while they have an interface, and their interface only goes by the router', async () => {
      const { wire } = stage();
      const { subnetId, networkId } = await makeNetwork(wire, 'routed');
      const id = await makeRouter(stage(), subnetId);
      const router = await wire.send('network', 'DELETE', `/routers/${id}`);
      expect([router.status, typeOf(router)]).to.deep.equal([409, 'RouterInUse']);
      const ports = listAt(await ok(wire, 'network', 'GET', `/ports?network_id=${networkId}&device_id=${id}`), 'ports');
      const portId = textAt(ports[0], 'id');
      const port = await wire.send('network', 'DELETE', `/ports/${portId}`);
      expect([port.status, typeOf(port)]).to.deep.equal([409, 'ServicePortInUse']);
      expect(
        (await wire.send('network', 'PUT', `/routers/${id}/remove_router_interface`, { port_id: portId })).status,
      ).to.equal(200);
      expect((await wire.send('network', 'DELETE', `/routers/${id}`)).status).to.equal(204);
    });

    it('keep an interface that a route needs, until the route is taken away', async () => {
      const { wire } = stage();
      const { subnetId } = await makeNetwork(wire, 'far');
      const id = await makeRouter(stage(), subnetId);
      const router = { routes: [{ destination: '10.20.0.0/24', nexthop: '10.9.0.77' }] };
      await ok(wire, 'network', 'PUT', `/routers/${id}/add_extraroutes`, { router });
      const refused = await wire.send('network', 'PUT', `/routers/${id}/remove_router_interface`, {
        subnet_id: subnetId,
      });
      expect([refused.status, typeOf(refused)]).to.deep.equal([409, 'RouterInterfaceInUseByRoute']);
      await ok(wire, 'network', 'PUT', `/routers/${id}/remove_extraroutes`, { router });
      await ok(wire, 'network', 'PUT', `/routers/${id}/remove_router_interface`, { subnet_id: subnetId });
      const again = await wire.send('network', 'PUT', `/routers/${id}/remove_router_interface`, {
        subnet_id: subnetId,
      });
      expect(again.status).to.equal(404);
    });

    it('lose the routes that are named and no others, and forgive one that is gone', async () => {
      const { wire } = stage();
      const { subnetId } = await makeNetwork(wire, 'branched');
      const id = await makeRouter(stage(), subnetId);
      const routes = ['10.9.0.77', '10.9.0.78'].map((nexthop) => ({ destination: '10.20.0.0/24', nexthop }));
      await ok(wire, 'network', 'PUT', `/routers/${id}`, { router: { routes } });
      const [first, second] = routes;
      const taken = { router: { routes: [first, { destination: '10.30.0.0/24', nexthop: '192.0.2.1' }] } };
      for (let times = 1; times <= 2; times += 1) {
        const body = await ok(wire, 'network', 'PUT', `/routers/${id}/remove_extraroutes`, taken);
        expect(listAt(body, 'router', 'routes')).to.deep.equal([second]);
      }
      const shown = await ok(wire, 'network', 'GET', `/routers/${id}`);
      expect(listAt(shown, 'router', 'routes')).to.deep.equal([second]);
    });

    it('are given their routes only in the revision that is named, which routes raise', async () => {
      const { wire } = stage();
      const { subnetId } = await makeNetwork(wire, 'turned');
      const id = await makeRouter(stage(), subnetId);
      const router = { routes: [{ destination: '10.20.0.0/24', nexthop: '10.9.0.77' }] };
      const revision = async () =>
        numberAt(await ok(wire, 'network', 'GET', `/routers/${id}`), 'router', 'revision_number');
      const clear = (seen: number) => {
        const header = { 'If-Match': `revision_number=${seen}` };
        return wire.send('network', 'PUT', `/routers/${id}`, { router: { routes: [] } }, header);
      };
      const before = await revision();
      await ok(wire, 'network', 'PUT', `/routers/${id}`, { router });
      expect((await clear(before)).status).to.equal(412);
      expect((await clear(await revision())).status).to.equal(200);
    });

    it('know no address for what Neutron has no extension for', async () => {
      const { wire } = stage();
      const id = await makeRouter(stage(), (await makeNetwork(wire, 'plain')).subnetId);
      const reply = await wire.send('network', 'PUT', `/routers/${id}/remove_nothing`, { router: { routes: [] } });
      expect(reply.status).to.equal(404);
    });

    it('come without a provider of VPN', async () => {
      const body = await ok(stage().wire, 'network', 'GET', '/service-providers?service_type=VPN');
      expect(body).to.deep.equal({ service_providers: [] });
    });

    it('go with their gateway', async () => {
      const { wire } = stage();
      const gateway = { network_id: await externalNetworkId(stage()) };
      const body = await ok(wire, 'network', 'POST', '/routers', { router: { external_gateway_info: gateway } });
      expect(listAt(body, 'router', 'external_gateway_info', 'external_fixed_ips')).to.have.length(1);
      const id = textAt(body, 'router', 'id');
      expect((await wire.send('network', 'DELETE', `/routers/${id}`)).status).to.equal(204);
      expect((await wire.send('network', 'GET', `/routers/${id}`)).status).to.equal(404);
    });
  });
}
