/** What Troika did, for whoever must find out why. People on a terminal read reporters, not this. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export const noLog: Log = { info: () => undefined, warn: () => undefined };
