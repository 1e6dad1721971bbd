import { FULL } from './explorations.ts';
import { holds, PAIRS, THREE, TWO } from './scenes.ts';

describe('the lease protocol keeps its promises', () => {
  holds(3_000, 'for three runs, two slots and scarce quota', {}, THREE);
  holds(40_000, 'when one of three runs pauses at any moment for any time', { pause: 1 }, THREE);
  holds(20_000, 'when two runs pause at every moment they like', { pause: Infinity }, TWO);
  holds(10_000, 'when one of three runs crashes at any moment', { crash: 1 }, THREE);
  holds(20_000, 'when one of three runs does not hear an answer', { lost: 1 }, THREE);
  holds(40_000, 'when a move of one of three runs, or its answer, is late', { late: 1 }, THREE, { slow: ['move'] });
  holds(30_000, 'when a request of two runs is late, and another is not answered', { late: 1, lost: 1 }, TWO);
  holds(30_000, 'when a move or a beat of two runs is late, and one of them pauses', { late: 1, pause: 1 }, TWO, {
    slow: ['move', 'write'],
  });

  if (!FULL) return;
  holds(200_000, 'when one of three runs crashes and one pauses', { crash: 1, pause: 1 }, THREE);
  holds(100_000, 'when any request of three runs is late', { late: 1 }, THREE);
  holds(300_000, 'when a move of three runs is late and one pauses', { late: 1, pause: 1 }, THREE, { slow: ['move'] });
  holds(200_000, 'when an effect of three runs is late and one pauses', { late: 1, pause: 1 }, THREE, {
    slow: ['make'],
  });
  holds(300_000, 'when a beat of three runs is late and one pauses', { late: 1, pause: 1 }, THREE, { slow: ['write'] });
  holds(100_000, 'when two requests of two runs are late', { late: 2 }, TWO);
  holds(300_000, 'when two runs suffer one of each', { crash: 1, lost: 1, late: 1, pause: 1 }, TWO);
  holds(200_000, 'when three runs pause twice', { pause: 2 }, PAIRS);
});
