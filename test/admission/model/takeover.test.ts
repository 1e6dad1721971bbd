import { FULL } from './explorations.ts';
import { holds, ONE_SLOT, PAIRS, THREE, TWO } from './scenes.ts';

describe('the lease protocol keeps its promises where slots are taken over', () => {
  holds(20_000, 'when two of three runs crash, and all can see that they have ended', { crash: 2 }, PAIRS, {
    sameMachine: true,
  });
  holds(
    10_000,
    'when a request of two runs is late, and one crashes that the other can see',
    { late: 1, crash: 1 },
    TWO,
    {
      sameMachine: true,
    },
  );
  holds(20_000, 'when an operator takes a slot over from three runs', { demand: 1 }, THREE);
  holds(20_000, 'when an operator takes the slot over, and a request is late', { demand: 1, late: 1 }, ONE_SLOT);
  holds(10_000, 'when an operator takes the slot over, and somebody pauses', { demand: 1, pause: 1 }, ONE_SLOT);
  holds(5_000, 'when two operators come', { demand: 2 }, ONE_SLOT);
  holds(2_000, 'when runs keep their clusters, and somebody pauses', { pause: 1 }, ONE_SLOT, { keeps: true });
  holds(3_000, 'when runs keep their clusters, and a beat or the keeping is late', { late: 1 }, ONE_SLOT, {
    keeps: true,
    slow: ['write', 'keep'],
  });

  holds(400, 'when an operator comes to runs that keep their clusters', { demand: 1 }, ONE_SLOT, { keeps: true });
  holds(2_000, 'when an operator extends what is kept, and somebody pauses', { extend: 1, pause: 1 }, ONE_SLOT, {
    keeps: true,
  });

  if (!FULL) return;
  holds(
    100_000,
    'when an operator comes, a request is late, and somebody pauses',
    { demand: 1, late: 1, pause: 1 },
    ONE_SLOT,
  );
  holds(300_000, 'when an operator comes to three runs, and one pauses', { demand: 1, pause: 1 }, THREE);
  holds(
    20_000,
    'when an operator comes to runs that keep their clusters, and one pauses',
    { demand: 1, pause: 1 },
    ONE_SLOT,
    {
      keeps: true,
    },
  );
  holds(50_000, 'when two operators come, and somebody pauses', { demand: 2, pause: 1 }, ONE_SLOT);
  holds(50_000, 'when two operators come, and a request is late', { demand: 2, late: 1 }, ONE_SLOT);
  holds(
    50_000,
    'when an operator comes, a request is late, and one crashes that all can see',
    { demand: 1, late: 1, crash: 1 },
    ONE_SLOT,
    { sameMachine: true },
  );
});

describe('nobody starves', () => {
  holds(
    10_000,
    'when small runs come again and again beside a big one',
    {},
    { demands: [2, 1, 1], limit: 2, rejoin: [1, 2] },
  );

  if (!FULL) return;
  holds(300_000, 'when they do and somebody pauses', { pause: 1 }, THREE, { rejoin: [0, 2] });
});
