import { expect } from 'chai';
import { makeRealWorld } from '../support/realWorld.ts';
import type { World } from '../support/world.ts';
import { describeNeighbour, makeNeighbour } from './neighbour.ts';

describe('the neighbour on real services', function () {
  this.timeout(180_000);
  let world: World;

  before(async () => {
    world = await makeRealWorld();
  });

  after(() => world?.dispose());

  it('is described in the same bytes as long as nobody touches it', async () => {
    const neighbour = await makeNeighbour(world);
    const described = await describeNeighbour(world, neighbour);
    expect(described).to.not.include('"status": 404');
    expect(await describeNeighbour(world, neighbour)).to.equal(described);
  });
});
