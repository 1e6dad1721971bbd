import type { EVENTUALLY } from './explore.ts';
import type { Promised } from './invariants.ts';
import { RULES, type Rules } from './rules.ts';
import { NO_FAULTS, PLAIN, type Setting } from './setting.ts';
import type { Faults } from './state.ts';

/** The protocol without one of its rules, where that shows soonest. */
export interface Mutant {
  /** The rule that is taken out. */
  readonly without: string;
  readonly setting: Setting;
  /** The promise that breaks. */
  readonly breaks: Promised | typeof EVENTUALLY;
}

/** Two runs, two slots, and quota for both, if not told otherwise. */
export function mutant(
  without: string,
  breaks: Mutant['breaks'],
  faults: Partial<Faults>,
  rules: Partial<Rules>,
  rest: Partial<Setting> = {},
): Mutant {
  const setting = {
    ...PLAIN,
    demands: [1, 1],
    limit: 2,
    ...rest,
    faults: { ...NO_FAULTS, ...faults },
    rules: { ...RULES, ...rules },
  };
  return { without, breaks, setting };
}
