import { judgeDead, type Judged } from '../forceclean/sweep.ts';
import type { Unclaimed } from '../forceclean/unclaimed.ts';
import type { Where } from '../model/toType.ts';
import type { SweepView } from '../report/sweepSchema.ts';
import { countKinds } from './statusLeftovers.ts';
import type { SweepLook } from './sweepSeen.ts';

/** What was asked of a sweep, and of which project. */
export interface SweepTask {
  readonly cloud: string;
  readonly projectId: string;
  readonly olderThanSeconds: number;
  readonly limit: number;
}

/** Which clusters two looks show dead, which they spare, and what else they have seen. Pure. */
export function sweepView(first: SweepLook, second: SweepLook, task: SweepTask, where: Where = {}): SweepView {
  const judged = [...second.remains].map(([cluster, remains]) => {
    const hold = first.holds.get(cluster) ?? second.holds.get(cluster);
    const looks = { first: first.remains.get(cluster), second: remains };
    const is = judgeDead(cluster, hold, looks, second.at, task.olderThanSeconds * 1000, where);
    return { cluster, remains, is };
  });
  return {
    version: 1,
    ...task,
    firstAt: new Date(first.at).toISOString(),
    at: new Date(second.at).toISOString(),
    book: second.book ?? null,
    dead: judged
      .flatMap(({ is, ...one }) => (is.is === 'dead' ? [{ ...one, newest: is.newest }] : []))
      .sort((a, b) => a.newest - b.newest)
      .map(({ cluster, newest, remains: { ours, doubtful, because } }, place) => ({
        cluster,
        resources: ours.length,
        undecided: doubtful.length,
        kinds: countKinds([...ours, ...doubtful]),
        newestAt: new Date(newest).toISOString(),
        because,
        next: place < task.limit,
      })),
    spared: judged.flatMap(({ cluster, is }) => sparedRow(cluster, is)),
    unclaimed: second.unclaimed.map(unclaimedRow),
    bookRemains: second.bookRemains
      .filter((one) => first.bookRemains.some((before) => before.id === one.id && before.revision === one.revision))
      .map((one) => ({ id: one.id, createdAt: one.createdAt ?? null, result: null })),
    notLookedAt: [...second.notLookedAt],
  };
}

function sparedRow(cluster: string, is: Judged): SweepView['spared'] {
  return is.is === 'spared' ? [{ cluster, why: is.why, hint: is.hint ?? null }] : [];
}

function unclaimedRow({ resource, says }: Unclaimed): SweepView['unclaimed'][number] {
  const { kind, id, name, createdAt, facts } = resource;
  const size = facts['sizeGiB'];
  return { kind, id, name, createdAt: createdAt ?? null, sizeGiB: typeof size === 'number' ? size : null, says };
}
