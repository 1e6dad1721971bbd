import * as z from 'zod';
import { conformanceFields } from './conformanceFields.ts';
import { strict } from './fields.ts';
import type { Frozen } from './freeze.ts';

/** What Troika says to the program itself. */
const OURS = /^--?(ginkgo\.|kubeconfig\b|context\b|provider\b|report-dir\b|num-nodes\b|disable-log-dump\b|list-)/;

const ginkgo = strict({
  suite: z
    .literal('ginkgo')
    .describe("Runs Kubernetes' own tests, or others built with Ginkgo and its framework, from here."),
  ...conformanceFields('ginkgo', '3h'),
  ginkgo: z
    .string()
    .min(1)
    .exactOptional()
    .describe(
      'Path of the ginkgo program, for more than one process. Without it: what troika tools install put into the cache.',
    ),
  selection: z
    .enum(['api', 'conformance'])
    .default('conformance')
    .describe(
      'Which tests: those of conformance, or those of them that need the API and its controllers only. focus replaces it.',
    ),
  procs: z.int().min(1).max(64).default(1).describe('How many tests may run at once.'),
  flakeAttempts: z
    .int()
    .min(1)
    .max(5)
    .default(1)
    .describe('How often a test is tried at once until it passes; one that passes later than at first is flaky.'),
  provider: z.string().min(1).default('skeleton').describe("The tests' word for the kind of cloud."),
  nodes: z
    .int()
    .min(1)
    .exactOptional()
    .describe('How many nodes the tests may count on. Without it they count themselves.'),
  args: z
    .array(
      z
        .string()
        .regex(/^-[^\0]*$/, 'an argument begins with a hyphen')
        .refine((arg) => !OURS.test(arg), 'is said by Troika itself'),
    )
    .default([])
    .describe('Further arguments of the program. Not for secrets: this file is copied into reports.'),
});

export const ginkgoSpec = ginkgo.transform(({ timeout, ...suite }) => ({ ...suite, timeoutSeconds: timeout }));

export type GinkgoSpec = Frozen<z.output<typeof ginkgoSpec>>;
