import { expect } from 'chai';
import { createPace, createPlaces } from '../../src/forceclean/pace.ts';
import { systemClock } from '../../src/io/clock.ts';

describe('the places of a service', () => {
  it('are for all who clean at the same time: two clean-ups send Neutron three requests at once, not six', async () => {
    const context = { clock: systemClock, signal: new AbortController().signal, deadline: Infinity };
    const places = createPlaces(systemClock);
    let running = 0;
    let most = 0;
    const deed = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
    };
    const paces = [createPace(context, places), createPace(context, places)];
    await Promise.all(paces.flatMap((pace) => Array.from({ length: 5 }, () => pace.slot('port', deed))));
    expect(most).to.equal(3);
  });
});
