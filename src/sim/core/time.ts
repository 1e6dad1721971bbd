/**
 * The cloud's clock and everything that happens by itself. There are no timers: what is due happens when the next request
 * comes in, before it is answered, so an answer never depends on when a timer fired.
 */
export interface Time {
  now(): Date;
  /** `2026-11-25T03:22:15`, to which each service adds its own ending. */
  stamp(): string;
  /**
   * Does something after so many milliseconds of a cloud of speed 1; at infinite speed before the next request.
   * @param going what is being deleted, where the cloud may have been told how long that takes
   */
  later(ms: number, then: () => void, going?: Going): void;
  /** Does something after so many milliseconds of this clock, whatever the speed. */
  after(ms: number, then: () => void): void;
  /** Does all that is due. */
  settle(): void;
  /** Lets the clock leap forward, for tests of what takes minutes. */
  advance(ms: number): void;
}

/** What takes long to delete in production. */
export type Going = 'server' | 'loadBalancer' | 'volume';

/** Milliseconds of the cloud's clock that deletions take, whatever the speed. */
export type DeletionMs = Readonly<Partial<Record<Going, number>>>;

interface Due {
  readonly at: number;
  readonly then: () => void;
}

/** A clock that starts at `startsAt` and runs at the pace of the machine's; only delays are divided by `speed`. */
export function createTime(startsAt: number, speed: number, deletionMs: DeletionMs = {}): Time {
  const begun = performance.now();
  let leapt = 0;
  let queue: Due[] = [];
  const elapsed = (): number => performance.now() - begun + leapt;
  const now = (): Date => new Date(startsAt + elapsed());
  const after = (ms: number, then: () => void): void => {
    const at = elapsed() + ms;
    let place = queue.length;
    while (place > 0 && at < (queue[place - 1]?.at ?? 0)) place -= 1;
    queue.splice(place, 0, { at, then });
  };
  return {
    now,
    stamp: () => now().toISOString().slice(0, 19),
    later: (ms, then, going) => after((going && deletionMs[going]) ?? ms / speed, then),
    after,
    settle() {
      for (;;) {
        const limit = elapsed();
        const due = queue.filter((entry) => entry.at <= limit);
        if (due.length === 0) return;
        queue = queue.slice(due.length);
        for (const entry of due) entry.then();
      }
    },
    advance(ms) {
      leapt += ms;
    },
  };
}
