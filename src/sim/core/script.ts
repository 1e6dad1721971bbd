import type { State } from './state.ts';

/** What a scripted request meets. */
export type Mishap =
  /** The effect happens, then the connection is cut: no answer. */
  | { readonly do: 'lose' }
  /** The connection is reset before anything happens. */
  | { readonly do: 'reset' }
  /**
   * The effect comes late: after so many milliseconds of the cloud's clock (Infinity: never by itself), or when the test calls
   * `land`. The answer comes then too, unless the caller has gone by that time. `cut` resets the connection at once.
   */
  | { readonly do: 'late'; readonly ms: number; readonly cut?: true }
  /** This answer instead of the effect, phrased as the service phrases errors. */
  | { readonly do: 'answer'; readonly status: number; readonly says?: string; readonly retryAfter?: string }
  /** The caller's token has expired: 401 until it logs in again. */
  | { readonly do: 'expireToken' }
  /** A listing as it was when the script was set. */
  | { readonly do: 'stale' }
  /** The body stops in the middle. */
  | { readonly do: 'cut' }
  /** The list does not say that another page follows. */
  | { readonly do: 'dropNext' }
  /** Every filter is ignored, whatever it is. */
  | { readonly do: 'ignoreFilters' }
  /** The answer comes after so many milliseconds; the effect at once. */
  | { readonly do: 'slow'; readonly ms: number }
  /** What this request starts never ends: PENDING_UPDATE or BUILD for ever. */
  | { readonly do: 'stick' }
  /** What this request starts ends in an error: server ERROR, volume `error_deleting`, load balancer ERROR. */
  | { readonly do: 'fail' }
  /** A deletion is accepted, then the thing is silently back as it was (`available`). */
  | { readonly do: 'bounce' };

/** One rule of a script. */
export interface ScriptRule {
  readonly when: {
    readonly method?: string;
    /** Matched against the path with its query: `/compute/v2.1/servers?limit=1`. */
    readonly path: RegExp;
    /** The first matching request that is met, counted from 1 and from when the script was set. Default 1. */
    readonly nth?: number;
    /** How many are met. Default 1; Infinity for all. */
    readonly times?: number;
  };
  readonly then: Mishap;
}

/** What a request meets, and the tables a stale listing reads. */
export interface Met {
  readonly mishap: Mishap;
  readonly snapshot: State | undefined;
}

/** Counts requests and says what the next one meets; of several rules that fit, the first one set. */
export interface Script {
  set(rules: readonly ScriptRule[], state: State): void;
  meet(method: string, path: string): Met | undefined;
}

/** An empty script. */
export function createScript(): Script {
  let rules: { rule: ScriptRule; seen: number; snapshot: State | undefined }[] = [];
  return {
    set(next, state) {
      rules = next.map((rule) => ({ rule, seen: 0, snapshot: rule.then.do === 'stale' ? copyOf(state) : undefined }));
    },
    meet(method, path) {
      let met: Met | undefined;
      for (const entry of rules) {
        const { when, then } = entry.rule;
        if ((when.method ?? method) !== method || path.search(when.path) < 0) continue;
        entry.seen += 1;
        const nth = when.nth ?? 1;
        const due = entry.seen >= nth && entry.seen < nth + (when.times ?? 1);
        if (due && met === undefined) met = { mishap: then, snapshot: entry.snapshot };
      }
      return met;
    },
  };
}

/** A state whose tables are copies; the clock and the random source stay the same. */
function copyOf(state: State): State {
  const copy: Record<string, unknown> = { ...state };
  for (const [name, table] of Object.entries(state)) if (table instanceof Map) copy[name] = structuredClone(table);
  return { ...state, ...copy };
}
