import { readJournal } from '../io/journal.ts';
import { TroikaError } from '../model/error.ts';
import { resultOf } from '../report/result.ts';
import { storyOf } from '../report/story.ts';
import { summaryOf } from '../report/summary.ts';
import { writeReports } from '../report/write.ts';
import { findRun } from './runDirectory.ts';
import type { Tools } from './tools.ts';

/** The use case of `troika report`: the journal alone gives all reports again. @returns the exit code */
export async function report(
  request: { readonly run: string; readonly runs: string; readonly json: boolean },
  tools: Tools,
): Promise<number> {
  const directory = await findRun(request.run, request.runs, tools.cwd);
  const { events, torn } = await readJournal(directory.journal);
  if (events.length === 0) {
    throw new TroikaError('usage', `${directory.journal} holds no event: the run was ended before its first`, {
      hint: 'It made nothing, so there is nothing to report or to clean.',
    });
  }
  if (torn) tools.stderr.write('The last line of the journal was cut off; it is left out.\n');
  const written = await writeReports(events, directory.path, tools.redactor);
  const story = storyOf(events);
  if (request.json) tools.stdout.write(`${JSON.stringify(resultOf(story), null, 2)}\n`);
  else tools.stdout.write(`${summaryOf(story)}\nWritten:\n${written.map((path) => `  ${path}`).join('\n')}\n`);
  return 0;
}
