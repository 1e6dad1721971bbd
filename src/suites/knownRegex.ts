/** Signs that Python, whose regular expressions the SCS's files hold, lets a backslash stand before, and JavaScript does not. */
const NEEDLESS = /\\([\s\S])/g;
const NEEDLESS_SIGNS = new Set(' !"#%&\',-:;<=>@_`~');

/**
 * A regular expression for any part of a text, read strictly: what would silently mean something else here than in Python is none.
 * Pure. Undefined: it is none.
 */
export function javaScriptRegex(source: string): RegExp | undefined {
  const plain = source.replaceAll(NEEDLESS, (whole, sign: string) =>
    NEEDLESS_SIGNS.has(sign) ? `\\x${sign.charCodeAt(0).toString(16)}` : whole,
  );
  try {
    return new RegExp(plain, 'u');
  } catch {
    return undefined;
  }
}
