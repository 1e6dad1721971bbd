import * as z from 'zod';
import { dnsLabel, duration } from './fields.ts';

/** What the suites of conformance tests have in common, as their configuration is used. */
export interface ConformanceSpec {
  readonly name: string;
  readonly program?: string;
  readonly timeoutSeconds: number;
  readonly focus?: string;
  readonly skip?: string;
  readonly known: readonly string[];
  readonly rerun: number;
}

const pattern = (): z.ZodString => z.string().regex(/^[^\0\n]+$/, 'use a regular expression on one line');

/**
 * The same as a person writes them.
 * @param suite the suite's word, which is also its name unless it is given another @param timeout its default, such as `2h`
 */
export function conformanceFields(suite: string, timeout: string) {
  return {
    name: dnsLabel().default(suite).describe('Name of this suite in reports.'),
    program: z
      .string()
      .min(1)
      .exactOptional()
      .describe(
        'Path of its program, from where Troika is started. Without it: what troika tools install put into the cache.',
      ),
    timeout: duration()
      .prefault(timeout)
      .describe('After this long it is stopped and the suite is broken. A rerun has as long again.'),
    focus: pattern().exactOptional().describe('Runs the tests whose names this regular expression (of Go) matches.'),
    skip: pattern()
      .exactOptional()
      .describe('Leaves out the tests whose names this regular expression (of Go) matches.'),
    known: z
      .array(z.string().min(1))
      .default([])
      .describe('Files with known failures, from where Troika is started (docs/conformance.md).'),
    rerun: z
      .int()
      .min(0)
      .max(3)
      .default(0)
      .describe('How often failed tests are run once more; one that passes then is flaky, and passed.'),
  };
}
