import type { SimService } from './call.ts';
import { Fault } from './fault.ts';

/**
 * The number after `2.` or `3.` that a request asks for; the least one where it asks for none
 * (microversion_parse; nova/api/openstack/wsgi.py, set_api_version_request).
 */
export function microversionOf(
  service: SimService,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): number {
  const { versions } = service;
  if (versions === undefined) return 0;
  const header = headers['openstack-api-version'];
  const named = typeof header === 'string' ? header.split(',').map((item) => item.trim().split(/\s+/)) : [];
  const asked = named.find(([type]) => type === versions.type)?.[1];
  if (asked === undefined) return versions.least;
  if (asked === 'latest') return versions.most;
  const [major, minor] = asked.split('.').map(Number);
  if (major === versions.major && minor !== undefined && minor >= versions.least && minor <= versions.most)
    return minor;
  const range = `Minimum is ${versions.major}.${versions.least} and maximum is ${versions.major}.${versions.most}.`;
  const message = `Version ${asked} is not supported by the API. ${range}`;
  throw new Fault(406, message, { computeFault: { code: 406, message } });
}

/** What a service with microversions adds to its answers. */
export function versionHeaders(service: SimService, microversion: number): Record<string, string> {
  const { versions } = service;
  if (versions === undefined) return {};
  return {
    'OpenStack-API-Version': `${versions.type} ${versions.major}.${microversion}`,
    Vary: 'OpenStack-API-Version',
  };
}
