import { isSecretName, SECRET_WORDS } from './secretNames.ts';

const MASKED = '[secret]';

/** Texts that are secrets by their own form, wherever they stand. */
const FORMS: readonly { readonly pattern: RegExp; readonly by: string }[] = [
  // A private key; of one that is cut off, all that follows.
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, by: MASKED },
  // The same in base64, as kubeconfigs and Secrets hold it; certificates look alike.
  { pattern: /LS0tLS1CRUdJTi[A-Za-z0-9+/=]+/g, by: MASKED },
  // JSON Web Tokens: service accounts, OpenID Connect.
  { pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, by: MASKED },
  // Keystone's fernet tokens.
  { pattern: /\bgAAAA[\w-]{20,}=*/g, by: MASKED },
  // Bootstrap tokens (k8s.io/cluster-bootstrap token/api: BootstrapTokenPattern).
  { pattern: /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g, by: MASKED },
  { pattern: /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"']*:)[^\s/@"']+@/gi, by: `$1${MASKED}@` },
  { pattern: /\b(bearer\s+)[\w.~+/=-]{12,}/gi, by: `$1${MASKED}` },
  { pattern: /(authorization\\*["']?\s*[:=]\s*\\*["']?(?:basic|negotiate|digest)?\s*)[^\s"'\\]+/gi, by: `$1${MASKED}` },
  { pattern: /(password (?:of|for) (?:user )?[\w.-]+(?: is)?:?\s+|password is:?\s+)\S+/gi, by: `$1${MASKED}` },
];

/** What a name is set to: quoted, quoted within quotes, an indented block, or one word; but no object or list of JSON. */
const VALUE = String.raw`[|>][+-]?[ \t]*\n(?:[ \t]+[^\n]*(?:\n|$))+|"(?:[^"\\\n]|\\.)*"|\\+["'](?:(?!\\+["'])[^\n])*\\+["']|'[^'\n]*'|(?![{[]\\*["'{[])\\*["']?[^\s"']+`;
const PAIR = new RegExp(`((?:${SECRET_WORDS})[\\w.-]{0,40})(\\\\*["']?[ \\t]*[:=][ \\t]*)(${VALUE})`, 'gi');
const OPTION = new RegExp(`(--?[\\w-]{0,40}(?:${SECRET_WORDS})[\\w-]{0,40})([ \\t]+)(?!-)(\\S+)`, 'gi');

/**
 * A text without what looks like a secret: by its own form, or by the name that it is set to. What is known to be one is
 * taken out by the redactor. Pure.
 */
export function mask(text: string): string {
  let clean = withoutTail(text);
  for (const { pattern, by } of FORMS) clean = clean.replace(pattern, by);
  return maskNamed(maskNamed(clean, PAIR), OPTION);
}

function maskNamed(text: string, pattern: RegExp): string {
  return text.replace(pattern, (_whole, name: string, between: string, value: string) =>
    isSecretName(name) ? `${name}${between}${MASKED}` : `${name}${between}${maskNamed(value, pattern)}`,
  );
}

const KEY_END = /-----END [A-Z ]*PRIVATE KEY-----/;
const KEY_LINE = /[A-Za-z0-9+/=]{40,}\s*$/;

/** A text may begin in the middle of a private key: the lines of it go. */
function withoutTail(text: string): string {
  const end = KEY_END.exec(text)?.index ?? -1;
  const begin = text.indexOf('-----BEGIN ');
  if (end < 0 || (begin >= 0 && begin < end)) return text;
  const before = text.slice(0, end).split('\n');
  let kept = before.length - 1;
  while (kept > 0 && KEY_LINE.test(before[kept - 1] ?? '')) kept -= 1;
  return [...before.slice(0, kept), MASKED].join('\n') + text.slice(end);
}
