/** Services cut off fractions of a second, and their hosts' clocks differ a little. */
export const SLACK_MS = 2000;

/** Milliseconds of an ISO time. A time that cannot be read decides nothing: the rule fails. */
export function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new RangeError(`not a time: ${text}`);
  return time;
}
