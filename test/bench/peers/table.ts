import { aligned } from '../../../src/report/aligned.ts';
import { median } from '../median.ts';
import type { Outcome } from './compete.ts';
import { isBound, OURS } from './contestants.ts';

const HEAD = ['', 'wall s', 'reads', 'writes', 'refused', 'CPU s', 'left at its end', 'left', 'exit'];

/** The medians of all rounds, one line for each who contended. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = [...byName(outcomes)].map(([name, all]) => [
    name,
    of(all, (one) => one.seconds).toFixed(1),
    ...[of(all, (one) => one.reads), of(all, (one) => one.writes), of(all, (one) => one.refused)].map(String),
    processorText(all),
    String(of(all, (one) => one.leftAtEnd)),
    String(of(all, (one) => one.left.length)),
    [...new Set(all.map((one) => one.code))].join(', '),
  ]);
  return aligned([HEAD, ...rows]).join('\n');
}

/** Ours beside the better of the bounds, and beside the peer. What the bound sent in vain is not charged to it. */
export function ratiosOf(outcomes: readonly Outcome[]): string {
  const groups = byName(outcomes);
  const ours = groups.get(OURS) ?? [];
  const [bound] = [...groups]
    .filter(([name]) => isBound(name))
    .toSorted(([, a], [, b]) => of(a, (one) => one.seconds) - of(b, (one) => one.seconds));
  const peer = groups.get('project cleanup --auto-approve') ?? [];
  if (bound === undefined || ours.length === 0 || peer.length === 0) throw new Error('not all have contended');
  const wall = (all: readonly Outcome[]): number => of(all, (one) => one.seconds);
  const writes = of(ours, (one) => one.writes) / of(bound[1], (one) => one.writes - one.refused);
  return [
    `ours / ${bound[0]}: wall ${(wall(ours) / wall(bound[1])).toFixed(2)} (aim 1.15), writes ${writes.toFixed(2)} (aim 1.00)`,
    `ours / project cleanup: wall ${(wall(ours) / wall(peer)).toFixed(2)}`,
  ].join('\n');
}

/** Outcomes by who it was, in the order in which they first contended. */
export function byName(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) groups.set(outcome.name, [...(groups.get(outcome.name) ?? []), outcome]);
  return groups;
}

function of(all: readonly Outcome[], value: (outcome: Outcome) => number): number {
  return median(all.map(value));
}

function processorText(all: readonly Outcome[]): string {
  const known = all.map((one) => one.processorSeconds).filter((seconds) => seconds !== undefined);
  return known.length === all.length ? median(known).toFixed(1) : '–';
}
