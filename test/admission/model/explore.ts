/** One thing that can happen, and what is then. */
export interface Happening<S> {
  readonly what: string;
  /**
   * Where nothing goes wrong, what can happen happens in this order. `choice`: may happen, nobody can count on it.
   * `fault`: goes wrong, so many times and no more.
   */
  readonly kind: 'answer' | 'act' | 'look' | 'work' | 'beat' | 'tick' | 'choice' | 'fault';
  readonly next: S;
}

/** What can be explored. */
export interface System<S, H extends Happening<S>, P extends string> {
  readonly first: S;
  from(state: S): readonly H[];
  /** A text that is the same for equal states only. @param before the state it comes from */
  key(before: S, state: S): string;
  /** The promise that a step breaks, whatever state it leads to. */
  brokenBy(before: S, step: H): Broken<P> | undefined;
  brokenIn(state: S): Broken<P> | undefined;
  /** Whether nobody waits for anything any more. */
  isOver(state: S): boolean;
}

export interface Broken<P extends string> {
  readonly promise: P;
  readonly says: string;
}

/** Every promise is kept, but somebody waits for ever. */
export const EVENTUALLY = 'eventually all are served';

export interface Explored<P extends string> {
  readonly states: number;
  readonly steps: number;
  /** What breaks a promise, and what happened before, from the beginning. */
  readonly found: (Broken<P | typeof EVENTUALLY> & { readonly trace: readonly string[] }) | undefined;
}

const FAIR: readonly Happening<unknown>['kind'][] = ['answer', 'act', 'look', 'work', 'beat', 'tick'];
const OVER = -1;
const STUCK = -2;

/**
 * Visits every state that can be reached, nearest first, until a promise is broken. Then looks from every one whether
 * all who live and wait are served when nothing more goes wrong and everybody acts in turn.
 * @throws RangeError when there are more states than `most`: an exploration that does not end shows nothing
 */
export function explore<S, H extends Happening<S>, P extends string>(
  system: System<S, H, P>,
  most: number,
): Explored<P> {
  const { first } = system;
  const known = new Map<string, number>([[system.key(first, first), 0]]);
  const parents: number[] = [0];
  const whats: string[] = ['the beginning'];
  const fair: number[] = [];
  let frontier: [number, S][] = [[0, first]];
  let steps = 0;
  const traceTo = (at: number): string[] => {
    const trace: string[] = [];
    for (let now = at; now > 0; now = parents[now] ?? 0) trace.unshift(whats[now] ?? '');
    return trace;
  };
  while (frontier.length > 0) {
    const next: [number, S][] = [];
    for (const [at, state] of frontier) {
      let best = FAIR.length;
      fair[at] = system.isOver(state) ? OVER : STUCK;
      for (const step of system.from(state)) {
        steps += 1;
        const key = system.key(state, step.next);
        let to = known.get(key);
        const broken = system.brokenBy(state, step) ?? (to === undefined ? system.brokenIn(step.next) : undefined);
        if (broken !== undefined)
          return { states: known.size, steps, found: { ...broken, trace: [...traceTo(at), step.what] } };
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
  const waits = neverOver(fair);
  if (waits === undefined) return { states: known.size, steps, found: undefined };
  const found = { promise: EVENTUALLY, says: 'somebody waits for ever', trace: traceTo(waits) } as const;
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
