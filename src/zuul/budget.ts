/** Kept for what comes after the last deed: reports, and the job's own last step. */
export const RESERVE_SECONDS = 60;
/** Less than this to work in is no use to anybody. */
export const LEAST_WORK_SECONDS = 60;

/** What a build's time-out leaves for a run. */
export interface Budget {
  /** For the whole run, clean-up included. */
  readonly deadlineSeconds: number;
  /** Who sets it: the file, or what is left of the job's time-out. */
  readonly by: 'file' | 'build';
}

/**
 * The deadline of a run in a build: Zuul ends the playbook when its time-out is over and tells the process nothing
 * (Zuul: zuul/executor/server.py), so the run ends before, clean-up included.
 * @param timeoutSeconds `zuul.timeout`, for pre-run and run together; undefined: none
 * @param elapsedSeconds since pre-run began
 * @param own what the file says
 * @returns the deadline, or why there is none
 */
export function budgetOf(
  timeoutSeconds: number | undefined,
  elapsedSeconds: number,
  own: { readonly deadlineSeconds: number; readonly cleanupSeconds: number },
): Budget | { readonly wrong: string } {
  if (timeoutSeconds === undefined) return { deadlineSeconds: own.deadlineSeconds, by: 'file' };
  const left = Math.floor(timeoutSeconds - elapsedSeconds - RESERVE_SECONDS);
  if (own.deadlineSeconds <= left) return { deadlineSeconds: own.deadlineSeconds, by: 'file' };
  const least = own.cleanupSeconds + LEAST_WORK_SECONDS;
  if (left >= least) return { deadlineSeconds: left, by: 'build' };
  return {
    wrong:
      `of the job's timeout of ${timeoutSeconds} s ${Math.round(elapsedSeconds)} s are over; with ${RESERVE_SECONDS} s in ` +
      `reserve that leaves ${Math.max(0, left)} s, and clean-up alone may need ${own.cleanupSeconds} s`,
  };
}
