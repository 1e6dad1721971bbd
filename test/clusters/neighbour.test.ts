import { expect } from 'chai';
import { connectWire } from '../support/wire.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { describeNeighbour, makeNeighbour } from './neighbour.ts';

describe('the neighbour that tests put beside a footprint', () => {
  let world: SimWorld;

  beforeEach(async () => {
    world = await makeSimWorld();
  });

  afterEach(() => world.dispose());

  it('is described in the same bytes as long as nobody touches it', async () => {
    const neighbour = await makeNeighbour(world);
    const described = await describeNeighbour(world, neighbour);
    expect(await describeNeighbour(world, neighbour)).to.equal(described);
    expect(described).to.not.include('"status": 404');
    for (const text of ['pvc-backup', 'prod-1', 'revision_number', 'security_group_rules'])
      expect(described).to.include(text);
    expect(neighbour.resources).to.have.length(10);
  });

  it('is described in other bytes when one of its rules is gone, or a group is described anew', async () => {
    const neighbour = await makeNeighbour(world);
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    const described = await describeNeighbour(world, neighbour);
    const path = (part: string): string => neighbour.resources.find((one) => one.path.startsWith(part))?.path ?? 'none';
    expect((await wire.send('network', 'DELETE', path('/security-group-rules'))).status).to.equal(204);
    const without = await describeNeighbour(world, neighbour);
    expect(without).to.not.equal(described);
    const group = path('/security-groups');
    expect((await wire.send('network', 'PUT', group, { security_group: { description: 'touched' } })).status).to.equal(
      200,
    );
    expect(await describeNeighbour(world, neighbour)).to.not.equal(without);
  });
});
