import { KINDS } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';

/** Services cut off fractions of a second, and their hosts' clocks differ a little. */
const SLACK_MS = 2000;

/** Older than the run, unless the run's own ledger names it. */
export const bornBefore: Rule = {
  name: 'born-before',
  kinds: KINDS,
  look(resource, view) {
    const { bornAt } = view.input;
    if (bornAt === undefined || resource.createdAt === undefined || view.ledgered(resource)) return [];
    return timeOf(resource.createdAt) + SLACK_MS < timeOf(bornAt)
      ? [veto(`made before the run began (${bornAt})`, resource.createdAt)]
      : [];
  },
};

/** Milliseconds of an ISO time. A time that cannot be read decides nothing: the rule fails. */
export function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new RangeError(`not a time: ${text}`);
  return time;
}
