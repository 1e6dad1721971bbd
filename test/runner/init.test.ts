import { expect } from 'chai';
import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';
import type { OwnTools } from '../support/inProcess.ts';

describe('troika init', () => {
  let scene: LeaseScene;

  beforeEach(async () => (scene = await makeLeaseScene()));
  afterEach(() => scene.dispose());

  /** While a command sleeps, the cloud's clock leaps. */
  function leaping({ tools }: OwnTools): void {
    const sleep = (ms: number): Promise<void> => {
      scene.world.sim.world.time.advance(ms);
      return Promise.resolve();
    };
    Object.assign(tools, { clock: { ...tools.clock, sleep } });
  }

  function books(): string[] {
    return [...scene.world.sim.world.networks.values()]
      .filter((network) => network.name === 'troika-leases')
      .map((network) => network.id);
  }

  it('makes the lease book, waits until it may be used, and says so', async () => {
    const before = scene.world.sim.world.time.now().getTime();
    const { code, text } = await scene.command(['init'], leaping);
    expect(code, text).to.equal(0);
    expect(books()).to.have.length(1);
    expect(scene.world.sim.world.time.now().getTime() - before).to.be.at.least(60_000);
    expect(text).to.include('Waiting for the lease book to be 60 s old');
    expect(text).to.include(`was made and may be used now: network ${books()[0]}`);
    const [subnet] = [...scene.world.sim.world.subnets.values()].filter((one) => one.networkId === books()[0]);
    expect(subnet).to.include({ cidr: '198.18.0.0/24', enableDhcp: false, gatewayIp: null });
  });

  it('where there is one already changes nothing', async () => {
    const { networkId } = await scene.book();
    const { code, text } = await scene.command(['init', '--json']);
    expect(code, text).to.equal(0);
    expect(JSON.parse(text)).to.include({ version: 1, networkId, made: false, projectId: scene.world.projectId });
    expect(books()).to.deep.equal([networkId]);
  });

  it('settles for a fifteenth of the time to live', async () => {
    expect((await scene.command(['init', '--ttl', '30m'], leaping)).text).to.include('120 s old');
  });

  it('refuses when leases stand in two books, and a time without its unit', async () => {
    await scene.ticket(await scene.book(), 'tabcdefghia', { is: 'slot', slot: 1 });
    await scene.ticket(await scene.book(), 'tabcdefghib', { is: 'slot', slot: 1 });
    const { code, text } = await scene.command(['init']);
    expect(code).to.equal(4);
    expect(text).to.include('more than one lease book').and.to.include('openstack network delete');
    expect((await scene.command(['init', '--ttl', '900'])).code).to.equal(2);
  });

  it('says that the quota leaves no room for it', async () => {
    await scene.world.setQuota({ networks: 0 });
    const { code, text } = await scene.command(['init']);
    expect(code).to.equal(3);
    expect(text).to.match(/quota/i).and.to.include('have its quota raised');
    expect(books()).to.deep.equal([]);
  });
});
