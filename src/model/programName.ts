/** The programs that suites run, and that `troika tools install` compiles. */
export const PROGRAM_NAMES = ['sonobuoy', 'hydrophone', 'e2e.test', 'ginkgo'] as const;
export type ProgramName = (typeof PROGRAM_NAMES)[number];
