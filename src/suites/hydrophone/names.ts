/** The namespace for a suite: the name of a cluster is drawn for one run, so nobody else has it. Pure. */
export function namespaceFor(cluster: string, suite: string): string {
  return `${cluster}-${suite}`.slice(0, 63).replace(/-+$/, '');
}
