import { expect } from 'chai';
import { queueTime } from '../../src/admission/attempts.ts';
import { dead, slot, ticket, view, WAITING } from './tickets.ts';
import { nextOf } from '../../src/admission/waiting.ts';

describe('the attempts of one Zuul job', () => {
  const earlier = ticket('earlier', WAITING, { attempts: 'abcdefghij', queuedAt: 200 });
  const other = ticket('other', WAITING, { attempts: 'zzzzzzzzzz', queuedAt: 300 });

  it('wait since the first of them began to wait, wherever its ticket stands', () => {
    expect(queueTime(view(earlier, other), 'abcdefghij', 900)).to.equal(200);
    expect(queueTime(view({ ...earlier, place: slot(1) }, other), 'abcdefghij', 900)).to.equal(200);
    const later = ticket('later', WAITING, { attempts: 'abcdefghij', queuedAt: 200 });
    expect(nextOf(view(earlier, other, later), 'later', dead('earlier'))).to.deep.equal({ do: 'approach' });
  });

  it('take nobody else’s place, and wait since now where there is none of them', () => {
    expect(queueTime(view(other, ticket('person', WAITING, { queuedAt: 1 })), 'abcdefghij', 900)).to.equal(900);
    expect(queueTime(view(earlier), 'abcdefghij', 100)).to.equal(100);
  });
});
