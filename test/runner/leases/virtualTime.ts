import type { Clock } from '../../../src/io/clock.ts';

/**
 * Time that passes only while everybody waits: minutes of the lease protocol take moments. Requests count as work;
 * whoever sleeps does not.
 */
export interface VirtualTime {
  /** For those who are tested. */
  readonly clock: Clock;
  /** For the session they use: its waits between two attempts are no work. */
  readonly wire: Clock;
  steady(): number;
  /** Does something that time waits for. */
  work<T>(deed: () => Promise<T>): Promise<T>;
  /** Lets time pass, from one sleeper to the next, until a deed has ended. */
  until<T>(deed: Promise<T>): Promise<T>;
  /** Lets so many milliseconds pass. */
  pass(ms: number): Promise<void>;
  /** Lets everybody go on until all wait, in no time. */
  quiet(): Promise<void>;
  /** Lets time leap to the next sleeper. @returns false when nobody sleeps */
  next(): boolean;
  /** Lets time leap at once, whatever is under way, as when a machine has slept. */
  freeze(ms: number): void;
}

interface Sleeper {
  readonly due: number;
  wake(): void;
}

/** @param others told of each leap, for clocks that must go along: the cloud's */
export function virtualTime(others: (ms: number) => void): VirtualTime {
  const startedAt = Date.now();
  const sleepers = new Set<Sleeper>();
  let at = 0;
  let working = 0;

  function leap(to: number): void {
    if (to > at) others(to - at);
    at = Math.max(at, to);
    for (const sleeper of [...sleepers]) if (sleeper.due <= at) sleeper.wake();
  }

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { due: at + Math.max(0, ms), wake: () => (end(), resolve()) };
      const aborted = (): void => (end(), reject(signal?.reason));
      const end = (): void => {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', aborted);
      };
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      signal?.addEventListener('abort', aborted);
      sleepers.add(sleeper);
    });
  }

  async function quiet(): Promise<void> {
    for (let calm = 0; calm < 3; calm = working === 0 && !readsFiles() ? calm + 1 : 0) await turn();
  }

  const first = (): number => Math.min(...[...sleepers].map((sleeper) => sleeper.due));
  const clock: Clock = { now: () => new Date(startedAt + at), monotonic: () => at, sleep };
  const wire: Clock = {
    ...clock,
    async sleep(ms, signal) {
      working -= 1;
      try {
        await sleep(ms, signal);
      } finally {
        working += 1;
      }
    },
  };

  return {
    clock,
    wire,
    steady: () => at,
    quiet,
    freeze: (ms) => leap(at + ms),
    next() {
      const some = sleepers.size > 0;
      if (some) leap(first());
      return some;
    },
    async work(deed) {
      working += 1;
      try {
        return await deed();
      } finally {
        working -= 1;
      }
    },
    async until(deed) {
      let over = false;
      const end = (): void => void (over = true);
      deed.then(end, end);
      for (;;) {
        await quiet();
        if (over) return deed;
        if (sleepers.size > 0) leap(first());
      }
    },
    async pass(ms) {
      const end = at + ms;
      for (await quiet(); first() <= end; await quiet()) leap(first());
      leap(end);
      await quiet();
    },
  };
}

/** Whether a file is being read or written by anybody in this process: work that nobody has announced. */
function readsFiles(): boolean {
  return process.getActiveResourcesInfo().some((name) => /^(FSReq|CloseReq)/.test(name));
}

/** Everything that waits for nothing but what has happened goes on. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
