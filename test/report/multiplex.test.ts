import { expect } from 'chai';
import type { Event, Reporter } from '../../src/model/event.ts';
import { multiplex } from '../../src/report/multiplex.ts';
import { ENDED } from './run.ts';

describe('Several reporters', () => {
  it('all see every event; one that throws is told of once and left out', async () => {
    const seen: Event[] = [];
    const told: string[] = [];
    let calls = 0;
    const broken: Reporter = {
      on() {
        calls += 1;
        throw new Error('no room');
      },
    };
    const all = multiplex(
      [
        { name: 'first', reporter: broken },
        { name: 'second', reporter: { on: (event) => void seen.push(event) } },
      ],
      (text) => void told.push(text),
    );
    for (const event of ENDED) all.on(event);
    await all.end?.();
    expect(seen).to.deep.equal(ENDED);
    expect(calls).to.equal(1);
    expect(told).to.deep.equal(['the report "first" is broken and left out: no room']);
  });

  it('all come to their end, even when an earlier one fails in it', async () => {
    const ended: string[] = [];
    const told: string[] = [];
    const all = multiplex(
      [
        { name: 'first', reporter: { on: () => undefined, end: () => Promise.reject(new Error('disk full')) } },
        { name: 'second', reporter: { on: () => undefined, end: () => void ended.push('second') } },
      ],
      (text) => void told.push(text),
    );
    await all.end?.();
    expect(ended).to.deep.equal(['second']);
    expect(told).to.deep.equal(['the report "first" is broken and left out: disk full']);
  });
});
