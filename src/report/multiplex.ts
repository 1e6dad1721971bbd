import { says } from '../model/error.ts';
import type { Reporter } from '../model/event.ts';

/** A reporter and the name it is known by when it breaks. */
export interface NamedReporter {
  readonly name: string;
  readonly reporter: Reporter;
}

/**
 * Passes every event to each reporter, each in a try of its own. One that throws is told of once, then left out: no reporter can
 * break a run or another reporter.
 */
export function multiplex(reporters: readonly NamedReporter[], tellBroken: (text: string) => void): Reporter {
  const working = new Set(reporters);

  function drop(entry: NamedReporter, error: unknown): void {
    if (working.delete(entry)) tellBroken(`the report "${entry.name}" is broken and left out: ${says(error)}`);
  }

  return {
    on(event) {
      for (const entry of working) {
        try {
          entry.reporter.on(event);
        } catch (error) {
          drop(entry, error);
        }
      }
    },
    async end() {
      for (const entry of working) {
        try {
          await entry.reporter.end?.();
        } catch (error) {
          drop(entry, error);
        }
      }
    },
  };
}
