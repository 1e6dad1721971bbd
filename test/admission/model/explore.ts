import type { Step } from './change.ts';
import { brokenBy, brokenIn, type Broken } from './invariants.ts';
import { createKeys } from './keys.ts';
import type { Setting } from './setting.ts';
import type { State } from './state.ts';
import { begin, isOver, stepsFrom } from './steps.ts';

export interface Counterexample extends Broken {
  /** What happened, from the beginning. */
  readonly trace: readonly string[];
}

export interface Explored {
  readonly states: number;
  readonly steps: number;
  readonly found: Counterexample | undefined;
}

const FAIR: readonly Step['kind'][] = ['answer', 'act', 'look', 'work', 'beat', 'tick'];
const OVER = -1;
const STUCK = -2;

/**
 * Visits every state that can be reached, nearest first, until a promise is broken. Then looks from every one whether
 * all who live and wait are admitted when nothing more goes wrong and everybody acts in turn.
 * @throws RangeError when there are more states than `most`: an exploration that does not end shows nothing
 */
export function explore(setting: Setting, most: number): Explored {
  const keyOf = createKeys();
  const first = begin(setting);
  const known = new Map<string, number>([[keyOf(first), 0]]);
  const parents: number[] = [0];
  const whats: string[] = ['the beginning'];
  const fair: number[] = [];
  let frontier: [number, State][] = [[0, first]];
  let steps = 0;
  const traceTo = (at: number): string[] => {
    const trace: string[] = [];
    for (let now = at; now > 0; now = parents[now] ?? 0) trace.unshift(whats[now] ?? '');
    return trace;
  };
  while (frontier.length > 0) {
    const next: [number, State][] = [];
    for (const [at, state] of frontier) {
      let best = FAIR.length;
      fair[at] = isOver(state) ? OVER : STUCK;
      for (const step of stepsFrom(state, setting)) {
        steps += 1;
        const key = keyOf(step.next);
        let to = known.get(key);
        const broken = brokenBy(state, step, setting) ?? (to === undefined ? brokenIn(step.next, setting) : undefined);
        if (broken !== undefined) {
          const found = { ...broken, trace: [...traceTo(at), step.what] };
          return { states: known.size, steps, found };
        }
        if (to === undefined) {
          to = known.size;
          if (to >= most) throw new RangeError(`more than ${most} states`);
          known.set(key, to);
          parents.push(at);
          whats.push(step.what);
          next.push([to, step.next]);
        }
        const rank = FAIR.indexOf(step.kind);
        if (fair[at] !== OVER && rank >= 0 && rank < best && to !== at) {
          best = rank;
          fair[at] = to;
        }
      }
    }
    frontier = next;
  }
  const stuck = neverOver(fair);
  const found =
    stuck === undefined
      ? undefined
      : ({ promise: 'eventuallyAdmitted', says: 'somebody waits for ever', trace: traceTo(stuck) } as const);
  return { states: known.size, steps, found };
}

/** A state from which fair steps never come to an end, if there is one. */
function neverOver(fair: readonly number[]): number | undefined {
  const good = new Uint8Array(fair.length);
  for (let start = 0; start < fair.length; start += 1) {
    const path: number[] = [];
    const onPath = new Set<number>();
    let at = start;
    while (at >= 0 && good[at] === 0) {
      if (onPath.has(at)) return at;
      onPath.add(at);
      path.push(at);
      at = fair[at] ?? STUCK;
    }
    if (at === STUCK) return path.at(-1);
    for (const one of path) good[one] = 1;
  }
  return undefined;
}
