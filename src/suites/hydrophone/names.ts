/**
 * The namespace for a suite: the name of a cluster is drawn for one run, so nobody else has it. One with a number at its end would be
 * taken for that of a test (isOfTest), so a letter follows it. Pure.
 */
export function namespaceFor(cluster: string, suite: string): string {
  const name = `${cluster}-${suite}`.slice(0, 62).replace(/-+$/, '');
  return /-\d{1,4}$/.test(name) ? `${name}s` : name;
}
