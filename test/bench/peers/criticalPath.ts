import { refKey } from '../../../src/model/resource.ts';
import type { CleanPlan, Step } from '../../../src/model/plan.ts';

/** Seconds that removing one thing takes. */
export interface Latencies {
  readonly server: number;
  readonly loadBalancer: number;
  readonly volume: number;
  readonly routerInterface: number;
}

/**
 * The longest chain through plans whose steps each begin when their predecessors are gone, and what stands on it: no clean-up
 * in this order can be faster. What goes along with something else takes no time of its own.
 * @returns seconds, and the kinds on the way that take time
 */
export function criticalPath(
  plans: readonly CleanPlan[],
  latencies: Latencies,
): { readonly seconds: number; readonly way: readonly string[] } {
  const longest = { seconds: 0, way: [] as readonly string[] };
  for (const plan of plans) {
    const steps = new Map(plan.steps.map((step) => [refKey(step.target), step]));
    const ends = new Map<string, { readonly seconds: number; readonly way: readonly string[] }>();
    const endOf = (step: Step): { readonly seconds: number; readonly way: readonly string[] } => {
      const key = refKey(step.target);
      const known = ends.get(key);
      if (known !== undefined) return known;
      const before = [...step.after, ...(step.with === undefined ? [] : [step.with])].flatMap((ref) => {
        const found = steps.get(refKey(ref));
        return found === undefined ? [] : [endOf(found)];
      });
      const last = before.reduce((a, b) => (b.seconds > a.seconds ? b : a), {
        seconds: 0,
        way: [] as readonly string[],
      });
      const own = durationOf(step, latencies);
      const end = own === 0 ? last : { seconds: last.seconds + own, way: [...last.way, `${nameOf(step)} ${own}`] };
      ends.set(key, end);
      return end;
    };
    for (const step of plan.steps) {
      const end = endOf(step);
      if (end.seconds > longest.seconds) Object.assign(longest, end);
    }
  }
  return longest;
}

function durationOf(step: Step, latencies: Latencies): number {
  if (step.do === 'detach') return latencies.routerInterface;
  if (step.with !== undefined) return 0;
  const { kind } = step.target;
  return kind === 'server' || kind === 'loadBalancer' || kind === 'volume' ? latencies[kind] : 0;
}

function nameOf(step: Step): string {
  return step.do === 'detach' ? 'interface' : step.target.kind;
}
