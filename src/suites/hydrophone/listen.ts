import type { Journal } from '../../io/journal.ts';
import { runsIn } from '../e2e/testRuns.ts';
import { readTranscript, type ToldEnd, type Transcript } from '../e2e/transcript.ts';

/** What was heard of the tests, over all attempts. */
export interface Heard {
  readonly told: Transcript;
  /** Ids that the tests' processes drew, as far as they say them: only one that is alone does. */
  readonly testRuns: readonly string[];
  /** Namespaces that the tests made and said so. */
  readonly namespaces: readonly string[];
}

export interface Listener {
  /** Listens to another attempt, which tells everything once more from the beginning. */
  attempt(): (text: string) => void;
  readonly heard: Heard;
  /** Done when all progress is in the journal. @throws when it cannot be written */
  written(): Promise<void>;
}

/** Listens to the log of the tests, and journals their progress where its numbers change. */
export function listenTo(cluster: string, journal: Journal): Listener {
  const ends = new Map<string, ToldEnd>();
  const testRuns = new Set<string>();
  const namespaces = new Set<string>();
  let [announced, deselected, summary]: [number?, number?, string?] = [];
  let said = '';
  let writing: Promise<unknown> = Promise.resolve();
  const progress = (): void => {
    const failed = [...ends.values()].filter(({ state }) => state === 'failed').length;
    const words = `hydrophone: ${ends.size} of ${announced ?? '?'} tests, ${failed} failed`;
    if (announced === undefined || words === said) return;
    said = words;
    const event = {
      type: 'progress',
      cluster,
      phase: 'suites',
      done: ends.size,
      total: announced,
      says: words,
    } as const;
    writing = writing.then(() => journal.write(event));
    writing.catch(() => undefined); // awaited in written()
  };
  return {
    attempt() {
      const transcript = readTranscript();
      let known = 0;
      return (text) => {
        for (const id of runsIn(text)) testRuns.add(id);
        for (const [, name = ''] of text.matchAll(/Destroying namespace "([^"]+)" for this suite/g))
          namespaces.add(name);
        const changed = transcript.push(text);
        const { told } = transcript;
        announced ??= told.announced;
        deselected ??= told.deselected;
        summary = told.summary ?? summary;
        if (!changed) return;
        for (const end of told.ends.slice(known)) ends.set(end.line, end);
        known = told.ends.length;
        progress();
      };
    },
    get heard() {
      const told = { announced, deselected, summary, ends: [...ends.values()] };
      return { told, testRuns: [...testRuns], namespaces: [...namespaces] };
    },
    written: async () => void (await writing),
  };
}

/** Ids of the tests' processes: those that said theirs, and those whose namespaces were seen. Nobody else's. */
export function runsOf(
  { testRuns, namespaces }: Pick<Heard, 'testRuns' | 'namespaces'>,
  runOf: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...testRuns, ...namespaces.flatMap((name) => runOf.get(name) ?? [])])];
}
