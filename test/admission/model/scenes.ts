import { keepsItsPromises } from './explorations.ts';
import { leases } from './leases.ts';
import { NO_FAULTS, PLAIN, type Setting } from './setting.ts';
import type { Faults } from './state.ts';

/** Two slots, and quota that does not hold the second run beside any other. */
export const THREE: Partial<Setting> = { demands: [1, 2, 1], limit: 2 };
/** Two runs in two slots, with quota for one. */
export const TWO: Partial<Setting> = { demands: [1, 1], limit: 1 };
/** Two runs and one slot. */
export const ONE_SLOT: Partial<Setting> = { demands: [1, 1], limit: 2, slots: 1 };
/** Two slots, and quota for two. */
export const PAIRS: Partial<Setting> = { demands: [1, 1, 1], limit: 2 };

/** One exploration: so many faults at most, at any moment; at least so many states. */
export function holds(
  least: number,
  title: string,
  faults: Partial<Faults>,
  ...parts: readonly Partial<Setting>[]
): void {
  const setting: Setting = { ...PLAIN, ...Object.assign({}, ...parts), faults: { ...NO_FAULTS, ...faults } };
  keepsItsPromises(title, leases(setting), least);
}
