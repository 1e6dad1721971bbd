/** How Sonobuoy is waited for. */
export interface Pace {
  /** Between two looks. The aggregator writes its status every five seconds (vmware-tanzu/sonobuoy, pkg/plugin/aggregation/run.go). */
  readonly pollMs: number;
  /** How long a run that had a status may have none. */
  readonly silenceSeconds: number;
  /** How long a plugin may be without its pod and say that it runs. */
  readonly lossSeconds: number;
  /** How long one command of Sonobuoy may take, but for the retrieval. */
  readonly commandMs: number;
  readonly retrievalMs: number;
  /** Before the second attempt to retrieve, and each after it. */
  readonly retrievalPausesMs: readonly number[];
  /** How long taking away may take: a namespace goes in steps of half a minute, the time that its pods have. */
  readonly cleanMs: number;
  /** The same of a run that was stopped. */
  readonly stoppedCleanMs: number;
}

export const PACE: Pace = {
  pollMs: 5000,
  silenceSeconds: 600,
  lossSeconds: 30,
  commandMs: 120_000,
  retrievalMs: 600_000,
  retrievalPausesMs: [5000, 10_000, 20_000, 40_000, 60_000],
  cleanMs: 300_000,
  stoppedCleanMs: 45_000,
};
