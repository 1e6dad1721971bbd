import { createWriteStream, type WriteStream } from 'node:fs';
import pino from 'pino';
import type { Log } from './log.ts';
import type { Redactor } from './redact.ts';

/** A log that begins before anybody knows where its file will be. */
export interface LogFile {
  readonly log: Log;
  /** From now on lines go to this file, those so far first. */
  open(path: string): void;
  /** Resolves when all lines are written. A file that cannot be written is no reason to stop. */
  close(): Promise<void>;
}

/** Lines of JSON through `write`, with every known secret taken out of the finished line. */
export function createLog(redactor: Redactor, write: (line: string) => void): Log {
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => write(redactor.redact(line)) },
  );
}

export function createLogFile(redactor: Redactor): LogFile {
  let waiting = '';
  let file: WriteStream | undefined;
  const write = (line: string): void => {
    if (file === undefined) waiting += line;
    else file.write(line);
  };
  return {
    log: createLog(redactor, write),
    open(path) {
      file = createWriteStream(path, { flags: 'a' });
      file.on('error', () => undefined);
      file.write(waiting);
      waiting = '';
    },
    close: () =>
      new Promise((done) => {
        if (file === undefined || file.destroyed) done();
        else file.once('close', done).end();
      }),
  };
}
