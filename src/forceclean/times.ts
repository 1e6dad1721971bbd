/** Services cut off fractions of a second, and their hosts' clocks differ a little. */
export const SLACK_MS = 2000;

/** Why something was not begun that would have been too late. */
export const NO_TIME = 'no time was left for it';

/** Milliseconds of an ISO time. A time that cannot be read decides nothing: the rule fails. */
export function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new RangeError(`not a time: ${text}`);
  return time;
}
