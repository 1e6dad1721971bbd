import * as z from 'zod';

const LONGEST = 200;
const MOST_ALTERNATIVES = 20;

/**
 * A regular expression that chooses tests, as Ginkgo's focus and skip do (RE2). Letters, digits, blanks and a few signs;
 * no quantifier but `*`, `+` and `?`, and none of these on a group, so that no engine spends long on it.
 */
export function testPattern(): z.ZodString {
  return z
    .string()
    .min(1)
    .max(LONGEST)
    .regex(/^[\w .,:/()[\]|^$?*+\\-]*$/, 'use letters, digits, blanks and . , : / ( ) [ ] | ^ $ ? * + \\ - only')
    .refine((text) => text.split('|').length <= MOST_ALTERNATIVES, `use at most ${MOST_ALTERNATIVES} alternatives`)
    .refine((text) => !/\$(?![|)]|$)/.test(text), '$ can only be at an end')
    .refine((text) => !/\)[*+?]/.test(text), 'a group cannot be repeated')
    .refine(isPattern, 'is no regular expression');
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
