import type { ClusterStory } from './clusterStory.ts';
import { durationText } from './duration.ts';
import type { Tone } from './line.ts';
import type { Story } from './story.ts';
import { waitedInAll } from './waited.ts';
import { fit, onOneLine, widthOf } from './width.ts';

/** One row of the live table: as wide as the screen lets it be. */
export interface Row {
  readonly text: string;
  readonly tone: Tone | 'faint' | 'strong';
}

/** Columns for label and phase; what is left is for what a cluster waits for. */
const PHASE = 9;
const PROGRESS = 8;
const ELAPSED = 8;
const WIDEST_LABEL = 24;

/**
 * The live table: a head, one row per cluster with label, phase, progress, elapsed time and what it waits for. Where there are more clusters
 * than rows, those at work come first and the rest is counted. No row is wider than `columns`. Pure.
 */
export function tableOf(story: Story, now: Date, columns: number, rows: number): readonly Row[] {
  const clusters = [...story.clusters.values()];
  if (clusters.length === 0) return [];
  const label = Math.min(WIDEST_LABEL, Math.max(7, ...clusters.map((cluster) => widthOf(onOneLine(cluster.label)))));
  const line = (cells: readonly [string, string, string, string, string]): string => {
    const [name, phase, progress, elapsed, waits] = cells;
    const text = [fit(name, label), fit(phase, PHASE), fit(progress, PROGRESS), fit(elapsed, ELAPSED), waits].join(
      '  ',
    );
    return fit(text, Math.max(1, columns - 1)).trimEnd();
  };
  const room = Math.max(1, rows - 3);
  const shown = clusters.length <= room ? clusters : [...clusters].sort((a, b) => rank(a) - rank(b)).slice(0, room);
  const hidden = clusters.length - shown.length;
  return [
    { text: line(['cluster', 'phase', 'progress', 'elapsed', 'waits for']), tone: 'faint' },
    ...shown.map((cluster): Row => {
      const { phase, progress, elapsed, waits, tone } = cellsOf(cluster, now);
      return { text: line([onOneLine(cluster.label), phase, progress, elapsed, onOneLine(waits)]), tone };
    }),
    ...(hidden === 0
      ? []
      : [{ text: fit(`and ${hidden} more`, Math.max(1, columns - 1)).trimEnd(), tone: 'faint' as const }]),
  ];
}

interface Cells {
  readonly phase: string;
  readonly progress: string;
  readonly elapsed: string;
  readonly waits: string;
  readonly tone: Tone | 'faint';
}

function cellsOf(cluster: ClusterStory, now: Date): Cells {
  const current = cluster.phases.at(-1);
  const failed =
    cluster.phases.some((phase) => phase.ok === false) || cluster.suites.some((suite) => suite.state !== 'passed');
  const total = cluster.phases.reduce((sum, phase) => sum + (phase.seconds ?? 0), 0);
  const over = {
    progress: '',
    elapsed: durationText(total),
    waits: [cluster.suites.map((suite) => `${suite.suite} ${suite.state}`).join(', '), waitedInAll(cluster)]
      .filter((part) => part !== undefined && part !== '')
      .join('; '),
  };
  if (cluster.released === 'kept') return { phase: 'kept', ...over, tone: failed ? 'bad' : 'good' };
  if (cluster.released === 'released') return { phase: 'gone', ...over, tone: failed ? 'bad' : 'good' };
  if (current === undefined)
    return { phase: 'wait', progress: '', elapsed: '', waits: cluster.waiting?.why ?? '', tone: 'faint' };
  const { progress } = cluster;
  const running = (now.getTime() - Date.parse(current.startedAt)) / 1000;
  return {
    phase: current.phase,
    progress: progress === undefined ? '' : `${progress.done}/${progress.total}`,
    elapsed: durationText(current.seconds ?? running),
    waits: progress?.says ?? current.says ?? cluster.waiting?.why ?? '',
    tone: failed ? 'bad' : 'plain',
  };
}

/** Clusters at work first, then those that wait, then those that are over. */
function rank({ released, phases }: ClusterStory): number {
  if (released !== 'no') return 2;
  return phases.length === 0 ? 1 : 0;
}
