import * as z from 'zod';
import { UPGRADE_REASONS } from '../stacks/refusal.ts';

const refusal = z.strictObject({
  reason: z.enum(UPGRADE_REASONS),
  why: z.string(),
  next: z.string().nullable().describe('The next legal step. A part in <> is for the reader to look up.'),
  hint: z.string(),
});

/** The shape of what `troika upgrade plan --json` prints, version 1. */
export const upgradeFile = z
  .strictObject({
    version: z.literal(1),
    from: z.string(),
    to: z.string(),
    steps: z.array(z.string()).describe('In order. None: both are the same, or it is refused.'),
    refusal: refusal.nullable().describe('null: nothing speaks against it.'),
    notes: z.array(z.string()).describe('What it was judged by, and what was not looked at.'),
    verdict: z.enum(['passed', 'refused']),
  })
  .describe('How to upgrade a cluster, or what speaks against it.');

export type UpgradeFile = z.output<typeof upgradeFile>;

/** The JSON Schema (2020-12) of the output of `troika upgrade plan --json`. */
export function upgradeSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(upgradeFile), title: 'troika upgrade plan' };
}
