import { aged } from './requests.ts';
import type { Setting } from './setting.ts';
import type { Port, Proc, State, Warden } from './state.ts';
import { ripe } from './ticks.ts';

/** Time passes. Ages that make no difference any more stop. */
export function tick(state: State, setting: Setting): State {
  const ports = state.ports.map((port): Port => {
    const kept = Math.max(0, port.kept - 1);
    const touched = older(port.touched, setting.times.silent);
    if (kept === port.kept && touched === port.touched) return port;
    return { ...port, kept, touched, sure: port.sure || kept === 0 };
  });
  const procs = state.procs.map((proc): Proc => {
    const warden = proc.warden === undefined ? undefined : olderWarden(proc.warden, setting);
    const trust = older(proc.trust, setting.times.trust);
    const effects = olderEffects(proc, setting);
    if (proc.trust < 0 && warden === undefined && !proc.rested && effects === undefined) return proc;
    return { ...proc, trust, rested: false, warden, ...effects };
  });
  return { ...state, ports, procs, flights: state.flights.flatMap((flight) => aged(flight, setting)) };
}

function older(age: number, most: number): number {
  return age < 0 ? age : Math.min(age + 1, ripe(most));
}

/** The two ages count against each other: when one stops, their difference stays. */
function olderEffects({ unanswered, gone }: Proc, { times }: Setting): Partial<Proc> | undefined {
  if (unanswered < 0 || unanswered > ripe(times.longestRequest)) return undefined;
  return { unanswered: unanswered + 1, gone: gone < 0 ? gone : gone + 1 };
}

function olderWarden(warden: Warden, { times }: Setting): Warden {
  return {
    ...warden,
    claimed: older(warden.claimed, times.trust + times.longestRequest),
    gone: older(warden.gone, times.longestRequest),
    trust: older(warden.trust, times.trust),
    begun: warden.todo === '' ? 0 : older(warden.begun, times.longestRequest),
  };
}
