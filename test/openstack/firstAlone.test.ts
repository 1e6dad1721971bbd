import { expect } from 'chai';
import { systemClock, type Clock } from '../../src/io/clock.ts';
import { createFirstAlone } from '../../src/openstack/firstAlone.ts';

describe('the first request to a service', () => {
  /** A second that never passes, and one that has passed at once. */
  const still: Clock = { ...systemClock, sleep: (_ms, signal) => systemClock.sleep(2 ** 30, signal) };
  const swift: Clock = { ...systemClock, sleep: () => Promise.resolve() };

  /** Sends three to Neutron and one to Nova; the first of Neutron is answered by `answer`. */
  function send(clock: Clock) {
    const alone = createFirstAlone(clock);
    const sent: string[] = [];
    let answer = (): void => {};
    const one = (name: string, answered: Promise<void>) => () => {
      sent.push(name);
      return answered;
    };
    const all = [
      alone('network', one('first', new Promise((done) => (answer = done)))),
      alone('network', one('second', Promise.resolve())),
      alone('network', one('third', Promise.resolve())),
      alone('compute', one('of another', Promise.resolve())),
    ];
    return { sent, all, answer: () => answer() };
  }

  it('goes ahead; the others go when it was answered, and those to other services at once', async () => {
    const { sent, all, answer } = send(still);
    await all[3];
    expect(sent).to.deep.equal(['first', 'of another']);
    answer();
    await Promise.all(all);
    expect(sent.slice(2)).to.have.members(['second', 'third']);
  });

  it('holds the others up for a second at most', async () => {
    const { sent, all, answer } = send(swift);
    await all[2];
    expect(sent).to.include.members(['first', 'second', 'third']);
    answer();
    await Promise.all(all);
  });

  it('holds nobody up when it fails', async () => {
    const alone = createFirstAlone(still);
    const failed = alone('volume', () => Promise.reject(new Error('no Cinder')));
    const other = alone('volume', () => Promise.resolve('there'));
    expect(await failed.catch((error: unknown) => String(error))).to.include('no Cinder');
    expect(await other).to.equal('there');
  });
});
