import type { Reporter } from '../model/event.ts';
import { lineOf } from './line.ts';
import { newStory, tell } from './story.ts';
import { onOneLine } from './width.ts';

/** Lines with a time, for logs and pipes: `03:12:45Z east: up done in 1m 05s`. The time is the event's. What was just said of a cluster is not said again. */
export function plainReporter(write: (text: string) => void): Reporter {
  const story = newStory();
  const last = new Map<string, string>();
  return {
    on(event) {
      tell(story, event);
      const line = lineOf(event, story);
      const of = 'cluster' in event ? event.cluster : '';
      if (line === undefined || last.get(of) === line.text) return;
      last.set(of, line.text);
      write(`${event.at.slice(11, 19)}Z ${onOneLine(line.text)}\n`);
    },
  };
}
