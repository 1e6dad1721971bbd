/** What people are told who ask for more than one minor at once. */
export const STEP_WISE = 'Please upgrade step-wise and check that your workloads still works well';

export const UPGRADE_REASONS = ['stack', 'downgrade', 'skip', 'channel', 'unknown', 'rollout'] as const;

/** Why an upgrade is not to be tried. */
export interface UpgradeRefusal {
  readonly reason: (typeof UPGRADE_REASONS)[number];
  readonly why: string;
  /** The next legal step on the way, where there is one. */
  readonly next: string | undefined;
  /** What to do. */
  readonly hint: string;
}

/** Why, and the next step, in one sentence. */
export function saysRefusal({ why, next }: Pick<UpgradeRefusal, 'why' | 'next'>): string {
  return next === undefined ? why : `${why}; next: ${next}`;
}

/** The first rule that speaks against a move decides what is said. */
export function firstRefusal<Move>(
  rules: readonly ((move: Move) => UpgradeRefusal | undefined)[],
  move: Move,
): UpgradeRefusal | undefined {
  for (const rule of rules) {
    const refusal = rule(move);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** The minors between two, for people: `1.32, 1.33`. */
export function minorsBetween(from: number, to: number): string {
  return Array.from({ length: to - from - 1 }, (_none, index) => `1.${from + 1 + index}`).join(', ');
}

/** An upgrade waits for the one before: cluster-api v1.10.0 internal/webhooks/cluster.go refuses a minor while machines roll out. */
export function refuseRollout({ rolling }: { readonly rolling: string | undefined }): UpgradeRefusal | undefined {
  if (rolling === undefined) return undefined;
  return {
    reason: 'rollout',
    why: `a rollout is in progress: ${rolling}`,
    next: undefined,
    hint: 'Wait until every machine runs one version and, where the Cluster has a topology, TopologyReconciled is True. Then ask again.',
  };
}
