import { TroikaError } from '../model/error.ts';
import type { Check } from '../report/doctorSchema.ts';
import { badOf, ok } from './doctorJudge.ts';
import type { BoundSuite } from './registry.ts';

const NAME = 'suites';

/** What suites need on this machine, asked without the cloud; what several of them lack is told once. */
export async function checkSuites(suites: readonly BoundSuite[]): Promise<readonly Check[]> {
  const found = new Map<string, Check>();
  const there = new Set<string>();
  for (const { name, check } of suites) {
    if (check === undefined) continue;
    try {
      await check();
      there.add(name);
    } catch (error) {
      if (!(error instanceof TroikaError)) throw error;
      const bad = badOf(NAME, error);
      found.set(bad.says, bad);
    }
  }
  if (found.size > 0) return [...found.values()];
  return there.size === 0 ? [] : [ok(NAME, `on this machine there is what they need: ${[...there].join(', ')}`)];
}
