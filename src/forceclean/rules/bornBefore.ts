import { KINDS } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';
import { SLACK_MS, timeOf } from '../times.ts';

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
