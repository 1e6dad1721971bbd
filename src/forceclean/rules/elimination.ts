import { KINDS, type Resource } from '../../model/resource.ts';
import { isBare } from '../bare.ts';
import { hasAlibi } from '../neighbours.ts';
import type { Rule } from '../rule.ts';
import { timeOf } from '../times.ts';

/**
 * Who else could it be? Asked where structure leads to ours over two steps and nothing is written on the resource. It
 * counts only when all of this holds (docs/decisions/0009-neighbour-knowledge.md):
 *
 * - every cluster that holds a lease is known, and every list of the project is whole;
 * - each of them that lives has an alibi: it was born after the resource was made;
 * - no text in the project names a cluster of which we know nothing;
 * - the resource was made during our run and before the look at the leases, and no person left a word on it.
 */
export const elimination: Rule = {
  name: 'elimination',
  kinds: KINDS,
  lifts: true,
  look(resource, view) {
    const { neighbours, bornAt } = view.input;
    if (neighbours?.complete !== true || view.inventory.gaps.length > 0) return [];
    if (!isBare(resource) || !isMadeBetween(bornAt, neighbours.at, resource)) return [];
    if (view.stranger() !== undefined) return [];
    const living = neighbours.clusters.filter((one) => one.alive);
    if (living.some((one) => !hasAlibi(one, resource))) return [];
    const names = living.map((one) => one.names.cluster).join(', ');
    const says = `made during the run, and no other cluster can have made it${names === '' ? '' : `: born later are ${names}`}`;
    return [{ side: 'for', strength: 'structural', says, value: resource.createdAt ?? '' }];
  },
};

function isMadeBetween(from: string | undefined, to: string, { createdAt }: Resource): boolean {
  if (from === undefined || createdAt === undefined) return false;
  return timeOf(createdAt) >= timeOf(from) && timeOf(createdAt) <= timeOf(to);
}
