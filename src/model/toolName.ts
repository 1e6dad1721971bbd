/** The programs that suites run, and that `troika tools install` compiles. */
export const TOOL_NAMES = ['sonobuoy', 'hydrophone', 'e2e.test', 'ginkgo'] as const;
export type ToolName = (typeof TOOL_NAMES)[number];
