/** How many of our requests one service has to bear at a time now, and what led there. Times are monotonic milliseconds. */
export interface Allowance {
  readonly places: number;
  /** Answers since the number changed last. */
  readonly answers: number;
  /** When it was halved last. */
  readonly halvedAt: number;
}

/** What one request says about its service. */
export interface Heard {
  readonly begunAt: number;
  readonly endedAt: number;
  /** It was refused with 429 or 503: the service has too much to do. */
  readonly overloaded: boolean;
}

/** @param most how many at the start, and never more (measured) */
export function fullAllowance(most: number): Allowance {
  return { places: most, answers: 0, halvedAt: -Infinity };
}

/**
 * The allowance after one more answer: half as many when the service has too much to do, one more when as many as there
 * are places were answered well. Of those that were under way together the first refusal counts, not each. Pure.
 */
export function allowanceAfter(allowance: Allowance, heard: Heard, most: number): Allowance {
  const { places, answers, halvedAt } = allowance;
  if (heard.begunAt < halvedAt) return allowance;
  if (heard.overloaded) return { places: Math.max(1, Math.floor(places / 2)), answers: 0, halvedAt: heard.endedAt };
  if (places >= most) return allowance;
  return answers + 1 >= places
    ? { places: places + 1, answers: 0, halvedAt }
    : { places, answers: answers + 1, halvedAt };
}
