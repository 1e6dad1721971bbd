import { parseJson } from './json.ts';

const LONGEST = 300;

/**
 * What a service said about a failure, in one line. Each wraps it in its own way: Nova and Cinder
 * `{itemNotFound: {message}}`, Neutron `{NeutronError: {type, message}}`, Octavia `{faultstring}`, Keystone
 * `{error: {message}}`, Glance `{message}` or HTML, proxies HTML.
 */
export function faultOf(text: string): string {
  const said = messageIn(parseJson(text), 2) ?? text;
  const line = said
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function messageIn(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null || depth < 0) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  const message = fields.get('message') ?? fields.get('faultstring');
  const type = fields.get('type');
  if (typeof message === 'string') return typeof type === 'string' ? `${type}: ${message}` : message;
  if (typeof fields.get('NeutronError') === 'string') return String(fields.get('NeutronError'));
  for (const inner of fields.values()) {
    const found = messageIn(inner, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a quota refusal says in Nova and Octavia (403) and Neutron (409). */
const QUOTA = /quota exceeded|quota has been met|exceed\w*[^.]*\bquota|overquota/i;

/**
 * True for a refusal because of a quota, which is no lack of permission. Cinder's are 413, and so is nothing else of its
 * (cinder/exception.py, QuotaError); not all of them say "quota".
 */
export function isQuotaFault(status: number, fault: string): boolean {
  return status === 413 || ((status === 403 || status === 409) && QUOTA.test(fault));
}
