import { refKey } from '../model/resource.ts';
import type { Finding } from '../model/verdict.ts';
import type { Cleaned } from './cleaned.ts';
import type { Left } from './left.ts';
import { called } from './index.ts';
import { remedy } from './stuck/table.ts';

/**
 * What a clean-up's result means for the verdict: nothing, when nothing is left and everything was looked at. What the
 * credential in use may not delete is a matter of that credential. What merely waits for another leftover is counted with
 * it; what was left alone because a list failed is not known to be stuck, so it is `unknown`. Pure.
 */
export function findingsOf(cleaned: Pick<Cleaned, 'left' | 'unknown'>, cluster?: string): readonly Finding[] {
  const about = cluster === undefined ? {} : { cluster };
  const tried = cleaned.left.filter((one) => one.unlisted === undefined);
  const leaked = grouped(tried).map(([root, ...rest]): Finding => ({
    verdict: root.forbidden === true ? 'unauthorised' : 'leaked',
    why: `${said(root)}${followers([root, ...rest])}`,
    ...about,
    ...hintOf(root),
  }));
  if (cleaned.unknown.length === 0) return leaked;
  const alone = cleaned.left.length - tried.length;
  const untouched = alone === 0 ? '' : `; ${alone} of ours were left alone for that`;
  const why = `could not list ${cleaned.unknown.join(', ')}: whether anything is left is not known${untouched}`;
  return [...leaked, { verdict: 'unknown', why, hint: AGAIN, ...about }];
}

const AGAIN = 'Run forceclean again when the service answers, or with a credential that is shown all of it.';

/** One that is left, with all who wait for it, directly or through others: itself first. */
type Circle = readonly [Left, ...Left[]];

/**
 * Everybody once, behind the one that waits for nobody among them; of those who only wait for each other, behind any of
 * them: nobody is left out.
 */
function grouped(all: readonly Left[]): readonly Circle[] {
  const keys = new Set(all.map((one) => refKey(one.ref)));
  const waiting = new Map<string, Left[]>();
  const roots: Left[] = [];
  for (const one of all) {
    const behind = one.behind === undefined ? undefined : refKey(one.behind);
    if (behind === undefined || !keys.has(behind)) roots.push(one);
    else if (waiting.get(behind)?.push(one) === undefined) waiting.set(behind, [one]);
  }
  const seen = new Set<string>();
  return [...roots, ...all].flatMap((root): readonly Circle[] => {
    if (seen.has(refKey(root.ref))) return [];
    seen.add(refKey(root.ref));
    const circle: [Left, ...Left[]] = [root];
    for (const one of circle)
      for (const next of waiting.get(refKey(one.ref)) ?? []) {
        if (seen.has(refKey(next.ref))) continue;
        seen.add(refKey(next.ref));
        circle.push(next);
      }
    return [circle];
  });
}

function hintOf({ ref, held, forbidden }: Left): { readonly hint?: string } {
  if (forbidden === true) return { hint: remedy('credentialRestricted', ref.id, ref.id) };
  return held === undefined ? {} : { hint: held.todo };
}

function said({ ref, name, why }: Left): string {
  return `${called({ ...ref, name })} is left: ${why}`;
}

/** How many wait for it, and the longest chain from one of them to the last cause. */
function followers([root, ...rest]: Circle): string {
  const waits = rest.length === 0 ? '' : ` (${rest.length} more ${rest.length === 1 ? 'waits' : 'wait'} for it)`;
  const chains = [root, ...rest].flatMap(({ held }) =>
    held !== undefined && held.todo === root.held?.todo ? [held] : [],
  );
  const longest = [...chains].sort((a, b) => b.links - a.links)[0];
  return longest === undefined ? waits : `${waits}; held: ${longest.says}`;
}
