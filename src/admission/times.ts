/** Every time of the lease protocol, in milliseconds; one setting scales them all (docs/design.md §7). */
export interface LeaseTimes {
  /** A ticket that nobody has touched for this long, by the cloud's clock, is silent: its holder is dead to the others. */
  readonly silent: number;
  /** A holder trusts its ticket this long from the sending of its last confirmed write, by a clock of its own. */
  readonly trust: number;
  /** Half a minute, so that an API that is away for five minutes from just before a beat ends nobody's trust. */
  readonly beat: number;
  /** Who waits looks this often. */
  readonly look: number;
  /** Nobody uses a lease book younger than this. */
  readonly settle: number;
  /** The longest a request may live: an effect without an answer may still happen until then. */
  readonly longestRequest: number;
}

export const DEFAULT_TTL_SECONDS = 900;

/**
 * @param ttlSeconds the time to live; a quarter of a minute at least, or requests could not end within their share of it
 */
export function leaseTimes(ttlSeconds: number = DEFAULT_TTL_SECONDS): LeaseTimes {
  const share = (seconds: number): number => Math.round((seconds * 1000 * ttlSeconds) / DEFAULT_TTL_SECONDS);
  return {
    // The cloud tells whole seconds: one more on each side of a difference.
    silent: ttlSeconds * 1000 + Math.max(2000, share(5)),
    trust: share(360),
    beat: share(30),
    look: Math.min(10_000, share(60)),
    settle: share(60),
    longestRequest: share(170),
  };
}

/** The pause before the next beat, in milliseconds: short after one that failed. @param failures see `lookTime` */
export function beatPause(failures: number, times: LeaseTimes): number {
  return failures === 0 ? times.beat : Math.round(times.beat / 6);
}

/**
 * How long the look of a beat may take, in milliseconds: at first as long as a request, for a service that is slow and no more.
 * After two failures it is given up earlier: one that hangs takes the time in which another may be answered.
 * @param failures beats that have failed one after the other
 */
export function lookTime(failures: number, times: LeaseTimes): number {
  return failures < 2 ? requestTimeout(times) : times.beat;
}

/** The time-out of one HTTP request, in milliseconds: with all its attempts it ends well before the longest request's time. */
export function requestTimeout(times: LeaseTimes): number {
  return Math.round(Math.min(60_000, (times.longestRequest * 6) / 17));
}
