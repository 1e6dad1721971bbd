import { expect } from 'chai';
import { describe, it } from 'mocha';
import { textAt } from '../support/json.ts';
import { makeSimWorld } from '../support/simWorld.ts';
import { connectWire } from '../support/wire.ts';
import { boot, makeNetwork, makePort, ok, serverOfImage, typeOf } from '../contract/stage.ts';

/** Where real clouds differ, the simulated one takes the harder side; no contract holds this. */
describe('the simulated cloud is the stricter one', () => {
  it('with a trunk whose parent is plugged into a server: it is refused', async () => {
    const world = await makeSimWorld();
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    const { networkId } = await makeNetwork(wire, 'bound');
    const parent = await makePort(wire, networkId);
    const trunk = await ok(wire, 'network', 'POST', '/trunks', { trunk: { port_id: parent } });
    await boot(wire, await serverOfImage({ wire, world }, 'trunked', [{ port: parent }]));
    const refused = await wire.send('network', 'DELETE', `/trunks/${textAt(trunk, 'trunk', 'id')}`);
    expect(`${refused.status} ${String(typeOf(refused))}`).to.equal('409 TrunkInUse');
    await world.dispose();
  });

  it('with a bulk deletion where it has none: it answers like a change of metadata', async () => {
    const world = await makeSimWorld();
    world.sim.world.objectStore.bulkLimit = 0;
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    await ok(wire, 'objectStore', 'PUT', '/c');
    await ok(wire, 'objectStore', 'PUT', '/c/o', 'text');
    const reply = await wire.send('objectStore', 'POST', '/c?bulk-delete', 'c/o');
    expect(reply.status).to.equal(204);
    expect(reply.body).to.equal(undefined);
    expect(world.sim.world.objects.size).to.equal(1);
    await world.dispose();
  });
});
