import type { Step } from './change.ts';
import type { System } from './explore.ts';
import { brokenBy, brokenIn, PROMISES, type Promised } from './invariants.ts';
import { createKeys } from './keys.ts';
import type { Setting } from './setting.ts';
import type { State } from './state.ts';
import { begin, isOver, stepsFrom } from './steps.ts';

/**
 * The lease protocol in a setting, to be explored.
 * @param promises those that are looked at
 */
export function leases(setting: Setting, promises: readonly Promised[] = PROMISES): System<State, Step, Promised> {
  const keys = createKeys();
  return {
    first: begin(setting),
    from: (state) => stepsFrom(state, setting),
    key: (before, state) => keys.after(before, state),
    brokenBy: (before, step) => brokenBy(promises, before, step, setting),
    brokenIn: (state) => brokenIn(promises, state, setting),
    isOver,
  };
}
