import { expect } from 'chai';
import { graceOf } from '../../src/forceclean/grace.ts';
import { createIndex } from '../../src/forceclean/index.ts';
import { planText } from '../../src/forceclean/render.ts';
import { standCluster, standProject } from './cluster.ts';
import { UNIQUE, names, planFor } from './judging.ts';
import { createWorld, type Fields } from './world.ts';

const GONE = { rel: 'server', kind: 'server', id: 'gone' } as const;

describe('the time that an attachment without a server is given', () => {
  function grace(fields: Fields): string | undefined {
    const world = createWorld();
    const volume = world.put('volume', fields);
    const attachment = world.put('volumeAttachment', { rel: { volume }, plain: [GONE] });
    return graceOf(attachment, createIndex(world.inventory()));
  }

  it('is the rest of 15 minutes since its volume changed, by the cloud’s time', () => {
    expect(grace({ status: 'reserved', updatedAt: '2026-11-23T11:50:00Z' })).to.equal('2026-11-23T12:05:00.000Z');
    expect(grace({ status: 'attaching', updatedAt: '2026-11-23T11:50:00Z' })).to.equal('2026-11-23T12:05:00.000Z');
  });

  it('is none after that, or when the volume is not on its way to a server', () => {
    expect(grace({ status: 'reserved', updatedAt: '2026-11-23T11:45:00Z' })).to.equal(undefined);
    expect(grace({ status: 'in-use', updatedAt: '2026-11-23T11:59:00Z' })).to.equal(undefined);
  });

  it('is all of it where no time can be read', () => {
    expect(grace({ status: 'reserved', updatedAt: 'soon' })).to.equal('2026-11-23T12:15:00.000Z');
  });

  it('stands in the plan', () => {
    const world = createWorld();
    const ours = standCluster(world, standProject(world).external, UNIQUE);
    const { metadata } = ours.claim;
    const volume = world.put('volume', { status: 'reserved', updatedAt: '2026-11-23T11:50:00Z', metadata });
    world.put('volumeAttachment', { rel: { volume }, plain: [GONE] });
    const text = planText(planFor(world, { clusters: [names(UNIQUE)] }));
    expect(text).to.match(/delete volumeAttachment .*, not before 2026-11-23T12:05:00\.000Z: /);
  });
});

describe('the time that a VIP port without a load balancer is given', () => {
  const id = '8b2c4803-3c2a-52e4-bbd6-80f74208efa8';

  function grace(fields: Fields): string | undefined {
    const world = createWorld();
    const network = world.put('network');
    const port = world.put('port', { name: `octavia-lb-${id}`, rel: { network }, ...fields });
    return graceOf(port, createIndex(world.inventory()));
  }

  it('is the rest of a minute since it was made: Octavia shows the load balancer later', () => {
    expect(grace({ createdAt: '2026-11-23T11:59:30Z' })).to.equal('2026-11-23T12:00:30.000Z');
    expect(grace({ createdAt: '2026-11-23T11:59:00Z' })).to.equal(undefined);
  });

  it('is none for a port of another name', () => {
    expect(grace({ createdAt: '2026-11-23T11:59:30Z', name: 'web' })).to.equal(undefined);
  });

  it('is none where the load balancer is there', () => {
    const world = createWorld();
    const { serviceVip } = standCluster(world, standProject(world).external, UNIQUE);
    const young = world.change(serviceVip, { createdAt: '2026-11-23T11:59:30Z' });
    expect(graceOf(young, createIndex(world.inventory()))).to.equal(undefined);
  });
});
