import type { Item } from '../clusters/listing.ts';

/** A security group rule in one line. Pure. */
export function ruleText(rule: Item): string {
  const { direction, ethertype, protocol, port_range_min: first, port_range_max: last, description } = rule;
  const ports = first === null ? '' : first === last ? ` ${String(first)}` : ` ${String(first)}-${String(last)}`;
  const peer = rule['remote_group_id'] ?? rule['remote_ip_prefix'] ?? 'anywhere';
  return `${String(direction)} ${String(ethertype)} ${String(protocol ?? 'any')}${ports}, ${String(peer)}, ${said(description)}`;
}

/** A value of a field in one line: nothing, null and an empty text are told apart. Pure. */
export function said(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '(empty)' : value;
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.map((part: unknown) => said(part)).join('; ');
  if (typeof value !== 'object' || value === null) return value === null ? '(null)' : String(value);
  const parts = Object.entries(value);
  if (parts.length === 1) return said(parts[0]?.[1]);
  return parts.map(([field, part]) => `${field}: ${said(part)}`).join(', ') || '(none)';
}
