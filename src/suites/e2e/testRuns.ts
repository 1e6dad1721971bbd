/** The label of a namespace with the id that the process of its test drew (kubernetes/kubernetes, test/e2e/framework/util.go). */
export const E2E_RUN = 'e2e-run';

/** The ids that processes of e2e.test say at their start (kubernetes/kubernetes, test/e2e/e2e.go). */
export function runsIn(log: string): readonly string[] {
  return [...log.matchAll(/Starting e2e run "([0-9a-f-]{36})"/g)].map(([, id = '']) => id);
}
