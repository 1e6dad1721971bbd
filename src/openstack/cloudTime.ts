import type { Clock } from '../io/clock.ts';

/** The cloud's time, carried on by the monotonic clock. */
export interface CloudTime {
  /** A time the cloud told just now; ignored when it cannot be read. */
  told(date: string | undefined): void;
  /** The cloud's time; this machine's as long as the cloud told none. */
  now(): Date;
}

export function createCloudTime(clock: Clock): CloudTime {
  let offset: number | undefined;
  return {
    told(date) {
      const time = Date.parse(date ?? '');
      if (!Number.isNaN(time)) offset = time - clock.monotonic();
    },
    now: () => (offset === undefined ? clock.now() : new Date(offset + clock.monotonic())),
  };
}
