import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TroikaError } from '../model/error.ts';
import type { Event, EventBody } from '../model/event.ts';
import type { Clock } from './clock.ts';
import { codeOf, flushFolder } from './files.ts';
import { holdJournal } from './journalHolder.ts';
import type { Redactor } from './redact.ts';

/** Append-only record of intents and outcomes, one event a line. */
export interface Journal {
  /**
   * Resolves when the event is on the disk. Events written while another flush is under way share the next one.
   * @throws TroikaError broken when it cannot be written; then nothing more is, so that no line stands behind a torn one
   */
  write(body: EventBody): Promise<Event>;
  close(): Promise<void>;
}

/**
 * Opens a journal for appending; a torn last line (a kill in the middle of a write) is cut off first.
 * @param watch called with each event after it is on the disk
 * @throws TroikaError usage when it cannot be opened; refused when another process writes it
 */
export async function openJournal(
  path: string,
  tools: { clock: Clock; redactor: Redactor; watch?: (event: Event) => void },
): Promise<Journal> {
  const { file, lines, release } = await openWhole(path).catch((error: unknown) => {
    if (error instanceof TroikaError) throw error;
    throw new TroikaError('usage', `cannot write ${path}: ${codeOf(error)}`, {
      hint: 'Without a journal nothing is changed. Let that folder be written to, or name another one (--runs DIR).',
    });
  });
  let seq = lines;
  let broken: TroikaError | undefined;
  let waiting: { line: string; event: Event; done: (event: Event) => void; fail: (error: unknown) => void }[] = [];
  let flushing: Promise<void> | undefined;

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (broken !== undefined) throw broken;
        await file.appendFile(batch.map((entry) => entry.line).join(''));
        await file.datasync();
      } catch (error) {
        broken ??= new TroikaError('broken', `cannot write ${path}: ${codeOf(error)}`, { hint: BROKEN, cause: error });
        for (const entry of batch) entry.fail(broken);
        continue;
      }
      for (const entry of batch) {
        tools.watch?.(entry.event);
        entry.done(entry.event);
      }
    }
    flushing = undefined;
  }

  return {
    write(body) {
      return new Promise((done, fail) => {
        if (broken !== undefined) {
          fail(broken);
          return;
        }
        seq += 1;
        const event: Event = { seq, at: tools.clock.now().toISOString(), ...body };
        const line = `${tools.redactor.redact(JSON.stringify(event))}\n`;
        waiting.push({ line, event: JSON.parse(line) as Event, done, fail });
        flushing ??= flush();
      });
    },
    async close() {
      await flushing;
      await file.close();
      await release();
    },
  };
}

const BROKEN =
  'Nothing is sent that is not written down first. Make room there, then clean up again: it goes on from what it sees.';

/** Opens a journal that nobody else writes, and cuts a torn last line off. @returns also how many lines it has */
async function openWhole(path: string): Promise<{
  readonly file: FileHandle;
  readonly lines: number;
  readonly release: () => Promise<void>;
}> {
  await mkdir(dirname(path), { recursive: true });
  const release = await holdJournal(path);
  try {
    const file = await open(path, 'a+');
    const text = await file.readFile('utf8');
    const whole = text.lastIndexOf('\n') + 1;
    if (whole < text.length) await file.truncate(Buffer.byteLength(text.slice(0, whole)));
    await flushFolder(dirname(path));
    return { file, lines: text.slice(0, whole).split('\n').length - 1, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A journal as read back; `torn` says that its last line was cut off in the middle and is left out. */
export interface JournalText {
  readonly events: readonly Event[];
  readonly torn: boolean;
}

/**
 * Reads a journal. A torn last line is what a kill leaves and is fine.
 * @throws TroikaError `refused` where a whole line is damaged: reasons to keep something may be lost with it
 */
export async function readJournal(path: string): Promise<JournalText> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new TroikaError('usage', `cannot read ${path}: ${codeOf(error)}`, {
      hint: 'Name a run directory that holds a journal.ndjson, or clean by name with --cluster C.',
    });
  }
  const lines = text.split('\n');
  const last = lines.pop();
  const events = lines.map((line, index) => parseLine(line, index + 1, path));
  return { events, torn: last !== '' };
}

function parseLine(line: string, number: number, path: string): Event {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && 'type' in value && 'seq' in value) return value as Event;
  } catch {
    // said below, with its place
  }
  throw new TroikaError('refused', `${path}: line ${number} is damaged`, {
    hint: 'What it said is lost, so nothing is deleted by this journal. Clean by name instead: troika forceclean --cluster C',
  });
}
