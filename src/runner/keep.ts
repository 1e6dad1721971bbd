import { worst, type Finding } from '../model/verdict.ts';
import type { RunRequest } from './runParts.ts';

/** How long a cluster with these findings is kept, in seconds; undefined: it is removed. */
export function keptSeconds({ keep }: RunRequest, findings: readonly Finding[]): number | undefined {
  const failed = worst(findings) !== 'passed';
  return keep.when === 'always' || (keep.when === 'failed' && failed) ? keep.seconds : undefined;
}
