import type { Journal } from '../io/journal.ts';
import { send } from '../forceclean/send.ts';
import type { Step } from '../model/plan.ts';
import { refKey, type Resource } from '../model/resource.ts';
import type { Session } from '../openstack/session.ts';
import type { SweepView } from '../report/sweepSchema.ts';

/**
 * Removes what was to become a lease book and did not, each by its id and only as it was seen. Neutron refuses where a
 * ticket stands in it by now, which is right.
 */
export async function removeBookRemains(
  rows: SweepView['bookRemains'],
  seen: readonly Resource[],
  tools: { readonly session: Session; readonly journal: Journal },
): Promise<SweepView['bookRemains']> {
  const removed: SweepView['bookRemains'] = [];
  for (const row of rows) {
    const network = seen.find((one) => one.id === row.id);
    if (network !== undefined) removed.push({ ...row, result: (await send(stepOf(network), network, tools)).result });
  }
  return removed;
}

function stepOf({ kind, id, name }: Resource): Step {
  const says = 'a lease book that did not become the book, empty for an hour';
  return {
    seq: 1,
    do: 'delete',
    target: { kind, id, name, cluster: '' },
    fingerprint: refKey({ kind, id }),
    because: [{ side: 'for', strength: 'strong', source: 'lease-book', says, value: name }],
    after: [],
  };
}
