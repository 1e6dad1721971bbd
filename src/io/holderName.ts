import { hostname, userInfo } from 'node:os';

/** Who holds a lease, for people: what TROIKA_HOLDER says (a build's address, say), or user and machine. */
export function holderName(env: Readonly<Record<string, string | undefined>>): string {
  const said = env['TROIKA_HOLDER']?.trim();
  return said === undefined || said === '' ? `${userName()}@${hostname()}` : said;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return 'somebody';
  }
}
