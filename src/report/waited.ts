import { WAITS_FOR, type WaitsFor } from '../model/event.ts';
import type { ClusterStory } from './clusterStory.ts';
import { durationText } from './duration.ts';

const WORDS: Readonly<Record<WaitsFor, string>> = {
  book: 'for the lease book',
  turn: 'for its turn',
  slot: 'for a slot',
  quota: 'for quota',
  listing: 'for the cloud to answer',
};

/** Seconds that a cluster waited, by what for; only what it waited for at all, in a fixed order. Pure. */
export function waitedBy({ waited }: Pick<ClusterStory, 'waited'>): readonly (readonly [WaitsFor, number])[] {
  return WAITS_FOR.flatMap((what) => {
    const seconds = waited.get(what) ?? 0;
    return seconds > 0 ? [[what, seconds] as const] : [];
  });
}

/** `8m 00s for quota, 4m 00s for its turn`; undefined where nothing took as long as a second. Pure. */
export function waitedText(cluster: Pick<ClusterStory, 'waited'>): string | undefined {
  const parts = waitedBy(cluster).filter(([, seconds]) => seconds >= 0.5);
  if (parts.length === 0) return undefined;
  return [...parts]
    .sort(([, a], [, b]) => b - a)
    .map(([what, seconds]) => `${durationText(seconds)} ${WORDS[what]}`)
    .join(', ');
}

/** `waited 12m 00s: 8m 00s for quota, 4m 00s for its turn`. Pure. */
export function waitedInAll(cluster: Pick<ClusterStory, 'waited'>): string | undefined {
  const parts = waitedText(cluster);
  const total = waitedBy(cluster).reduce((sum, [, seconds]) => sum + seconds, 0);
  return parts === undefined ? undefined : `waited ${durationText(total)}: ${parts}`;
}
