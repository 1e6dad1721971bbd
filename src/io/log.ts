import pino from 'pino';
import type { Redactor } from './redact.ts';

/** What Troika did, for whoever must find out why. People on a terminal read reporters, not this. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export const noLog: Log = { info: () => undefined, warn: () => undefined };

/** Lines of JSON through `write`, with every known secret taken out of the finished line. */
export function createLog(redactor: Redactor, write: (line: string) => void): Log {
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => write(redactor.redact(line)) },
  );
}
