import type { CaseState } from '../../model/result.ts';

/** A test's end as the program tells it while it runs. */
export interface ToldEnd {
  /** The line with the test's name, its labels behind. */
  readonly line: string;
  readonly state: CaseState;
  readonly seconds: number;
  readonly flaky: boolean;
}

/** What the program has told so far. */
export interface Transcript {
  /** How many tests it said it would run; undefined: it has not yet. */
  readonly announced: number | undefined;
  /** How many it has besides. */
  readonly deselected: number | undefined;
  readonly ends: readonly ToldEnd[];
  /** The line with which it sums up, when it has. */
  readonly summary: string | undefined;
}

const DELIMITER = '------------------------------';
const WILL_RUN = /^Will run (\d+) of (\d+) specs$/;
const SUMMARY = /^(?:SUCCESS!|FAIL!).* -- \d+ Passed \|/;
/** The line that ends a test: `• [0.037 seconds]`, `• [FAILED] [1.500 seconds]`, `S [SKIPPED] [0.1 seconds]` (reporters/default_reporter.go). */
const END = /^(?:•|↺|S)(?: \[([^\]]+)\])? \[(\d+\.\d+) seconds\]$/;

/** In parallel the step that failed is marked within the test's name, before what it belongs to. */
const AT_TOP = /^TOP-LEVEL \[\w+\] /;
const FAILED_STEP = /\[(?:It|(?:Just)?(?:Before|After)Each|(?:Before|After)All|DeferCleanup \(\w+\))\] /g;

/** Reads what a program built with Ginkgo prints with `-v` and without colours. In parallel the name stands behind its end, else before it. */
export function readTranscript(): { push(text: string): boolean; readonly told: Transcript } {
  const ends: ToldEnd[] = [];
  let [announced, deselected, summary]: [number?, number?, string?] = [];
  let pending = '';
  let before = '';
  let named = '';
  let unnamed: Omit<ToldEnd, 'line'> | undefined;

  /** True when numbers changed. */
  const read = (line: string): boolean => {
    if (unnamed !== undefined) {
      ends.push({ line: line.replace(AT_TOP, '').replaceAll(FAILED_STEP, ''), ...unnamed });
      unnamed = undefined;
      return true;
    }
    const [, will, all] = WILL_RUN.exec(line) ?? [];
    if (will !== undefined && announced === undefined) {
      announced = Number(will);
      deselected = Number(all) - announced;
      return true;
    }
    if (SUMMARY.test(line)) summary = line;
    const ended = END.exec(line);
    if (ended === null) {
      if (before === DELIMITER) named = line;
      return false;
    }
    const [, word, seconds] = ended;
    const end = { state: stateOf(word), seconds: Number(seconds), flaky: word?.startsWith('FLAKEY') ?? false };
    if (before === DELIMITER) {
      unnamed = end;
      return false;
    }
    ends.push({ line: named, ...end });
    return true;
  };

  return {
    push(text) {
      const lines = (pending + text).split('\n');
      pending = lines.pop() ?? '';
      let changed = false;
      for (const line of lines) {
        changed = read(line) || changed;
        before = line;
      }
      return changed;
    },
    get told() {
      return { announced, deselected, ends, summary };
    },
  };
}

function stateOf(word: string | undefined): CaseState {
  if (word === undefined || word.startsWith('FLAKEY')) return 'passed';
  if (word === 'SKIPPED') return 'skipped';
  return word === 'INTERRUPTED' ? 'not run' : 'failed';
}
