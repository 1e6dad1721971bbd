import type { Finding } from '../model/verdict.ts';
import { called } from './index.ts';
import type { Cleaned } from './clean.ts';

/** What a clean-up's result means for the verdict: nothing, when nothing is left and everything was looked at. Pure. */
export function findingsOf(cleaned: Pick<Cleaned, 'left' | 'unknown'>, cluster?: string): readonly Finding[] {
  const about = cluster === undefined ? {} : { cluster };
  const leaked = cleaned.left.map(({ ref, name, why }): Finding => ({
    verdict: 'leaked',
    why: `${called({ ...ref, name })} is left: ${why}`,
    ...about,
  }));
  if (cleaned.unknown.length === 0) return leaked;
  const why = `could not list ${cleaned.unknown.join(', ')}: whether anything is left is not known`;
  return [...leaked, { verdict: 'unknown', why, hint: 'Run forceclean again when the service answers.', ...about }];
}
