import type { Attribution, Evidence } from '../model/evidence.ts';
import { EARLIER_LOOK } from './judge.ts';

/** Rules whose veto says that the resource, though its texts are ours, is not this cluster's, or that somebody keeps it. */
const NOT_LEFT_BEHIND: readonly string[] = [
  'other-project',
  'baseline',
  'born-before',
  'earlier-listing',
  'keep-mark',
  'credential-in-use',
  'management-host',
  'shared',
  'keypair-made-anew',
];

/** The evidence in favour, strongest first, as a step needs it: never empty. Undefined when there is none. */
export function because(evidence: readonly Evidence[]): readonly [Evidence, ...Evidence[]] | undefined {
  const [first, ...rest] = evidence.filter((one) => one.side === 'for');
  return first === undefined ? undefined : [first, ...rest];
}

/** Why something that is not judged ours is mentioned at all; undefined when nothing spoke for it. */
export function whyNotOurs(attribution: Attribution): string | undefined {
  const against = attribution.evidence.filter((one) => one.side === 'against').map((one) => one.says);
  const best = attribution.evidence.find((one) => one.side === 'for');
  if (best === undefined) return attribution.verdict === 'undecided' ? against.join('; ') : undefined;
  if (attribution.verdict === 'neighbour') return against.join('; ');
  return against.length === 0
    ? `not proved: ${best.says} (${best.strength})`
    : `contradiction: ${best.says}, but ${against.join('; ')}`;
}

/**
 * True when it may well be ours and stays against our will: undecided, proved or with a text that names the cluster, and
 * not by somebody's wish. Who says “clean” over such a thing would not tell the truth.
 */
export function isLeftBehind(attribution: Attribution): boolean {
  const ours = attribution.evidence.some(
    (one) => one.strength === 'strong' || one.source === 'text' || one.source === EARLIER_LOOK,
  );
  return (
    ours &&
    attribution.verdict === 'undecided' &&
    !attribution.evidence.some((one) => one.side === 'against' && NOT_LEFT_BEHIND.includes(one.source))
  );
}

/** True when a text of it names another cluster. */
export function namesAnother({ evidence }: Attribution): boolean {
  return evidence.some((one) => one.source === 'names-another-cluster');
}
