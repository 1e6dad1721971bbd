import { expect } from 'chai';
import fc from 'fast-check';
import { NO_DEMAND } from '../../src/model/demand.ts';
import type { Event } from '../../src/model/event.ts';
import { liveReporter } from '../../src/report/console.ts';
import { screenOf } from '../../src/report/screen.ts';
import type { Screen } from '../../src/report/screen.ts';
import { widthOf } from '../../src/report/width.ts';
import { EAST, ENDED, LEFT, STARTED, WAITED, events } from './run.ts';

/** A terminal that does what the table's few sequences say: lines which stay, and nothing else. */
function terminal(columns = 100, rows = 24, colour = false): Screen & { shown(): readonly string[]; written: string } {
  let lines: string[] = [''];
  const screen = {
    written: '',
    columns: () => columns,
    rows: () => rows,
    colour,
    write(text: string) {
      screen.written += text;
      for (const part of text.split(/(\u001b\[\d+A\r\u001b\[J)/)) {
        const back = /^\u001b\[(\d+)A/.exec(part);
        if (back !== null) lines = [...lines.slice(0, lines.length - 1 - Number(back[1])), ''];
        else {
          const [first = '', ...rest] = part.split('\n');
          lines = [...lines.slice(0, -1), (lines.at(-1) ?? '') + first, ...rest];
        }
      }
    },
    shown: () => lines.slice(0, -1),
  };
  return screen;
}

/** Feeds events to a live table on a screen; the clock stands where the last event is. */
function show(
  screen: Screen,
  of: readonly Event[],
): { tick: () => void; end: () => void; move: (seconds: number) => void } {
  let now = Date.UTC(2026, 0, 1, 3, 0, 0);
  let tick = (): void => undefined;
  let stopped = false;
  const reporter = liveReporter(
    screen,
    () => new Date(now),
    (_ms, draw) => {
      tick = draw;
      return () => {
        stopped = true;
      };
    },
  );
  for (const event of of) {
    now = Date.parse(event.at);
    reporter.on(event);
  }
  return {
    tick: () => tick(),
    move: (seconds) => {
      now += seconds * 1000;
    },
    end: () => {
      void reporter.end?.();
      expect(stopped).to.equal(true);
    },
  };
}

describe('The live table', () => {
  it('says of a cluster that is over what it had waited for, and of one that waits what for', () => {
    const screen = terminal();
    show(screen, WAITED);
    expect(screen.shown().slice(-2)).to.deep.equal([
      'east     kept                 12m 00s   waited 12m 00s: 8m 00s for quota, 4m 00s for its turn',
      'west     wait                 12m 10s   a slot: taken by others',
    ]);
  });

  it('has one row per cluster: phase, progress, elapsed time, and what it waits for', () => {
    const screen = terminal();
    show(screen, ENDED.slice(0, 7));
    expect(screen.shown()).to.deep.equal([
      'run abcdefghi on bed: 2 clusters',
      'cluster  phase      progress  elapsed   waits for',
      'east     up         3/12      3s        the second worker',
      'west     wait                           floating IPs: 1 free, 2 needed',
    ]);
  });

  it('goes on counting while nothing happens', () => {
    const screen = terminal();
    const table = show(screen, ENDED.slice(0, 7));
    table.move(70);
    table.tick();
    expect(screen.shown().at(-2)).to.contain('1m 13s');
    expect(screen.shown()).to.have.lengthOf(4);
  });

  it('is drawn in place: what should stay stands above it, the verdict below', () => {
    const screen = terminal();
    show(screen, ENDED).end();
    expect(screen.shown()).to.deep.equal([
      'run abcdefghi on bed: 2 clusters',
      'east: suite e2e failed, 1 of 3 tests passed: 2 tests ran, 1 failed, 1 were skipped',
      'east, west: all is gone; not looked at: object-store',
      'cluster  phase      progress  elapsed   waits for',
      'east     gone                 1m 09s    e2e failed',
      'west     wait                           floating IPs: 1 free, 2 needed',
      'failed (exit code 1) after 1m 30s',
    ]);
  });

  it('shows a signal, and a cluster that is kept', () => {
    const screen = terminal();
    show(screen, LEFT);
    expect(screen.shown().join('\n')).to.contain('SIGTERM: the work stops');
    expect(screen.shown().at(-1)).to.match(/^west +kept/);
  });

  it('is never wider than the screen, whatever the texts are', () => {
    const wide = fc.string({ unit: fc.constantFrom('a', '漢', '😀', 'é', 'e\u0301', '\n', '\u001b', ' ') });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), wide, wide, (columns, label, says) => {
        if (STARTED.type !== 'run.started') return;
        const screen = terminal(columns);
        const clusters = [{ cluster: EAST, label, provisioner: 'footprint', demand: NO_DEMAND }];
        const [, ...table] =
          (show(
            screen,
            events(
              { ...STARTED, clusters },
              { type: 'phase.started', cluster: EAST, phase: 'up' },
              { type: 'progress', cluster: EAST, phase: 'up', done: 1, total: 2, says },
            ),
          ),
          screen.shown());
        expect(table).to.have.lengthOf(2);
        for (const row of table) expect(widthOf(row)).to.be.at.most(Math.max(1, columns - 1));
      }),
    );
  });

  it('fits a low screen: clusters at work come first, the others are counted', () => {
    if (STARTED.type !== 'run.started') throw new Error();
    const clusters = Array.from({ length: 10 }, (_none, index) => ({
      cluster: `c${index}`,
      label: `l${index}`,
      provisioner: 'footprint',
      demand: NO_DEMAND,
    }));
    const screen = terminal(80, 6);
    show(screen, events({ ...STARTED, clusters }, { type: 'phase.started', cluster: 'c9', phase: 'up' }));
    const rows = screen.shown().slice(1);
    expect(rows).to.have.lengthOf(5);
    expect(rows[1]).to.match(/^l9 +up/);
    expect(rows.at(-1)).to.equal('and 7 more');
  });

  it('is coloured only on a screen with colour', () => {
    const plain = terminal();
    show(plain, ENDED).end();
    expect(plain.written).not.to.match(/\u001b\[\d+m/);
    const coloured = terminal(100, 24, true);
    show(coloured, ENDED).end();
    expect(coloured.written).to.contain('\u001b[31mfailed (exit code 1) after 1m 30s\u001b[0m');
  });
});

describe('A screen', () => {
  const stream = { isTTY: true, columns: 100, rows: 30, write: () => true };
  it('is there on a terminal only', () => {
    expect(screenOf(stream, {}, { colour: true })?.columns()).to.equal(100);
    expect(screenOf({ write: () => true }, {}, { colour: true })).to.equal(undefined);
    expect(screenOf(stream, { TERM: 'dumb' }, { colour: true })).to.equal(undefined);
  });
  for (const [env, wanted, colour] of [
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
  ] as const) {
    it(`has ${colour ? '' : 'no '}colour with ${JSON.stringify(env)} and ${wanted ? 'without' : 'with'} --no-colour`, () => {
      expect(screenOf(stream, env, { colour: wanted })?.colour).to.equal(colour);
    });
  }
});
