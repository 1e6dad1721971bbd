import { expect } from 'chai';
import { create, idOf } from '../../src/clusters/footprint/piece.ts';
import { createTurns, weights } from '../../src/clusters/footprint/turns.ts';

describe('the order in which a footprint’s requests take their turns', () => {
  it('weighs a piece by the longest way behind it', () => {
    const pieces = [
      create('network', 'network', 'n', {}),
      create('fip', 'floatingIp', 'f', {}),
      create('subnet', 'subnet', 's', { network_id: idOf('network') }),
      create('port', 'port', 'p', { network_id: idOf('network'), fixed_ips: [{ subnet_id: idOf('subnet') }] }),
      create('server', 'server', 'v', { networks: [{ port: idOf('port') }] }, { afterReady: ['fip'] }),
    ];
    expect(Object.fromEntries(weights(pieces))).to.deep.equal({ network: 4, subnet: 3, port: 2, server: 1, fip: 2 });
  });

  it('lets so many go on at once, the heaviest of those that wait first, and goes on after a failure', async () => {
    const turns = createTurns(2);
    const order: string[] = [];
    let running = 0;
    let most = 0;
    const work =
      (name: string, fails = false) =>
      async (): Promise<void> => {
        order.push(name);
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        if (fails) throw new Error(name);
      };
    const all = [
      turns(1, work('first')),
      turns(1, work('second', true)),
      turns(1, work('light')),
      turns(5, work('heavy')),
      turns(3, work('middle')),
    ];
    await Promise.allSettled(all);
    expect(order).to.deep.equal(['heavy', 'middle', 'first', 'second', 'light']);
    expect(most).to.equal(2);
  });
});
