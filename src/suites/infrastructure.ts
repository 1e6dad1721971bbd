import type { SuiteConfig } from '../config/config.ts';
import { says } from '../model/error.ts';
import { judgeInfrastructure } from './judgeInfrastructure.ts';
import type { Suite } from './suite.ts';

/** The suite that checks that what should stand in the cloud stands, in the right state and wired as it should be. Only reads. */
export const infrastructureSuite: Suite<Extract<SuiteConfig, { suite: 'infrastructure' }>> = {
  name: 'infrastructure',
  async run(_spec, subject, context) {
    const begun = context.clock.monotonic();
    const judged = await subject.inventory().then(
      (inventory) => judgeInfrastructure(inventory, subject.expected),
      (error: unknown) => ({ state: 'broken' as const, cases: [], says: `cannot list the project: ${says(error)}` }),
    );
    const seconds = (context.clock.monotonic() - begun) / 1000;
    return { suite: 'infrastructure', ...judged, seconds, files: [] };
  },
};
