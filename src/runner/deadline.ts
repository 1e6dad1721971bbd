import { onAbort } from '../io/aborts.ts';
import type { Clock } from '../io/clock.ts';
import { TroikaError } from '../model/error.ts';
import type { Phase } from '../model/event.ts';

/** A stretch of work with its own end: aborted by its time or by its parent, whichever is first. */
export interface Span {
  readonly signal: AbortSignal;
  /** Monotonic milliseconds. */
  readonly deadline: number;
  /** Lets go of timer and listener. */
  end(): void;
}

/**
 * @param seconds from now
 * @param spent says, when time runs out, who spent it: "cluster t…a spent 41 of 45 min in up, waiting for the second worker"
 */
export function startSpan(clock: Clock, seconds: number, parent: AbortSignal, spent: () => string): Span {
  const controller = new AbortController();
  const deadline = clock.monotonic() + seconds * 1000;
  const timer = setTimeout(
    () => controller.abort(new TroikaError('broken', spent(), { class: 'timeout' })),
    seconds * 1000,
  );
  timer.unref();
  const release = onAbort(parent, () => controller.abort(parent.reason));
  return {
    signal: controller.signal,
    deadline,
    end() {
      clearTimeout(timer);
      release();
    },
  };
}

/** Where a cluster's time went, phase by phase. */
export interface Spending {
  enter(phase: Phase): void;
  leave(): void;
  /** How far the phase has come. */
  reached(done: number, total: number, last: string): void;
  says(): string;
}

export function trackSpending(clock: Clock, cluster: string): Spending {
  const began = clock.monotonic();
  const spent = new Map<Phase, number>();
  let current: { phase: Phase; since: number } | undefined;
  let progress = '';
  const close = (): void => {
    if (current !== undefined)
      spent.set(current.phase, (spent.get(current.phase) ?? 0) + clock.monotonic() - current.since);
    current = undefined;
  };
  return {
    enter(phase) {
      close();
      progress = '';
      current = { phase, since: clock.monotonic() };
    },
    leave: close,
    reached(done, total, last) {
      progress = `; ${done} of ${total} were done there, last ${last}`;
    },
    says() {
      const now = clock.monotonic();
      const total = new Map(spent);
      if (current !== undefined) total.set(current.phase, (total.get(current.phase) ?? 0) + now - current.since);
      const [phase, most] = [...total].reduce(
        (worst, entry) => (entry[1] > worst[1] ? entry : worst),
        ['wait' as Phase, 0],
      );
      return `time is up: cluster ${cluster} spent ${minutes(most)} of ${minutes(now - began)} in ${phase}${progress}`;
    },
  };
}

function minutes(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
