import type { Event, Reporter } from '../model/event.ts';
import { lineOf } from './line.ts';
import type { Line } from './line.ts';
import { painted } from './screen.ts';
import type { Screen } from './screen.ts';
import { newStory, tell } from './story.ts';
import { tableOf } from './table.ts';
import { onOneLine } from './width.ts';

/** Calls `draw` every `ms` until the returned function is called; must not keep the process alive. */
export type Every = (ms: number, draw: () => void) => () => void;

const everySecond: Every = (ms, draw) => {
  const timer = setInterval(draw, ms).unref();
  return () => clearInterval(timer);
};

/**
 * The live table on a terminal, redrawn in place at each event and each second. What should stay (a suite's result, a failure)
 * is printed once above it and scrolls away as usual; the verdict comes last, below it. `now` is read only to show elapsed time.
 */
export function liveReporter(screen: Screen, now: () => Date, every: Every = everySecond): Reporter {
  const story = newStory();
  let drawn = 0;
  let lastWord: Line | undefined;
  const stop = every(1000, () => draw([]));

  function draw(lasting: readonly Line[]): void {
    const columns = screen.columns();
    const back = drawn === 0 ? '' : `\u001b[${drawn}A\r\u001b[J`;
    const above = lasting.map((line) => painted(screen, onOneLine(line.text), line.tone));
    const table = tableOf(story, now(), columns, screen.rows()).map((row) => painted(screen, row.text, row.tone));
    drawn = table.length;
    const lines = [...above, ...table];
    if (lines.length > 0) screen.write(`${back}${lines.join('\n')}\n`);
  }

  return {
    on(event) {
      tell(story, event);
      if (event.type === 'intent' || event.type === 'outcome') return;
      const line = lineOf(event, story);
      if (event.type === 'run.ended') lastWord = line;
      draw(line !== undefined && lasts(event) ? [line] : []);
    },
    end() {
      stop();
      if (lastWord !== undefined) screen.write(`${painted(screen, lastWord.text, lastWord.tone)}\n`);
    },
  };
}

/** Events whose line stays on the screen when the table moves on. */
function lasts(event: Event): boolean {
  switch (event.type) {
    case 'run.started':
    case 'suite.ended':
    case 'finding':
    case 'signal':
    case 'clean.verified':
      return true;
    case 'cluster.released':
      return event.kept;
    case 'phase.ended':
      return !event.ok;
    default:
      return false;
  }
}
