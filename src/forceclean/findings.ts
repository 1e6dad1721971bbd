import { refKey } from '../model/resource.ts';
import type { Finding } from '../model/verdict.ts';
import type { Cleaned } from './clean.ts';
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
  const leaked = tried
    .filter((one) => one.behind === undefined)
    .map((root): Finding => ({
      verdict: root.forbidden === true ? 'unauthorised' : 'leaked',
      why: `${said(root)}${followers(root, tried)}`,
      ...about,
      ...hintOf(root),
    }));
  if (cleaned.unknown.length === 0) return leaked;
  const alone = cleaned.left.length - tried.length;
  const untouched = alone === 0 ? '' : `; ${alone} of ours were left alone for that`;
  const why = `could not list ${cleaned.unknown.join(', ')}: whether anything is left is not known${untouched}`;
  return [...leaked, { verdict: 'unknown', why, hint: 'Run forceclean again when the service answers.', ...about }];
}

function hintOf({ ref, held, forbidden }: Left): { readonly hint?: string } {
  if (forbidden === true) return { hint: remedy('credentialRestricted', ref.id, ref.id) };
  return held === undefined ? {} : { hint: held.todo };
}

function said({ ref, name, why }: Left): string {
  return `${called({ ...ref, name })} is left: ${why}`;
}

/** How many wait for it, directly or through others, and the longest chain from one of them to the last cause. */
function followers(root: Left, all: readonly Left[]): string {
  const reached = new Set([refKey(root.ref)]);
  for (let before = 0; before !== reached.size;) {
    before = reached.size;
    for (const one of all)
      if (one.behind !== undefined && reached.has(refKey(one.behind))) reached.add(refKey(one.ref));
  }
  const count = reached.size - 1;
  const waits = count === 0 ? '' : ` (${count} more ${count === 1 ? 'waits' : 'wait'} for it)`;
  const chains = all.flatMap(({ ref, held }) =>
    reached.has(refKey(ref)) && held?.todo === root.held?.todo && held !== undefined ? [held] : [],
  );
  const longest = [...chains].sort((a, b) => b.links - a.links)[0];
  return longest === undefined ? waits : `${waits}; held: ${longest.says}`;
}
