import { join } from 'node:path';
import type { Event, Reporter } from '../model/event.ts';
import { liveReporter } from '../report/console.ts';
import { multiplex, type NamedReporter } from '../report/multiplex.ts';
import { plainReporter } from '../report/plain.ts';
import { screenOf } from '../report/screen.ts';
import { storyOf } from '../report/story.ts';
import { writeReports } from '../report/write.ts';
import type { RunDirectory } from './runDirectory.ts';
import type { Tools } from './tools.ts';

/** Everything that watches a run: the screen, and those the caller brought. Keeps the events for the reports. */
export interface Watching {
  readonly events: readonly Event[];
  on(event: Event): void;
  end(): Promise<void>;
}

/** @param json progress goes to standard error then, so that standard output is the result alone */
export function watchLive(json: boolean, tools: Tools, others: readonly NamedReporter[] = []): Watching {
  const events: Event[] = [];
  const stream = json ? tools.stderr : tools.stdout;
  const screen = screenOf(stream, tools.env, { colour: tools.colour });
  const progress: Reporter =
    screen === undefined
      ? plainReporter((text) => void stream.write(text))
      : liveReporter(screen, () => tools.clock.now());
  const reporter = multiplex(
    [...others, { name: 'progress', reporter: progress }],
    (text) => void tools.stderr.write(`${text}\n`),
  );
  return {
    events,
    on(event) {
      events.push(event);
      reporter.on(event);
    },
    async end() {
      await reporter.end?.();
    },
  };
}

/** Writes the reports into the run directory and says where everything is. */
export async function writeOut(
  directory: RunDirectory,
  watching: Watching,
  json: boolean,
  tools: Tools,
): Promise<void> {
  await watching.end();
  const written = await writeReports(watching.events, directory.path, tools.redactor);
  if (json) {
    const { resultOf } = await import('../report/result.ts');
    tools.stdout.write(`${JSON.stringify(resultOf(storyOf(watching.events)), null, 2)}\n`);
    return;
  }
  const pages = [...storyOf(watching.events).clusters.values()].flatMap(({ label, diagnosed }) =>
    diagnosed === undefined ? [] : [`  ${label}: ${join(directory.path, diagnosed.file)}`],
  );
  if (pages.length > 0) tools.stdout.write(`Diagnostics:\n${pages.join('\n')}\n`);
  const paths = [...written, directory.journal, directory.requests].map((path) => `  ${path}`);
  tools.stdout.write(`Reports:\n${paths.join('\n')}\n`);
}
