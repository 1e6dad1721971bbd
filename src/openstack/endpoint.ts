import { SERVICES } from './services.ts';
import type { Service } from './session.ts';

const VERSION_PART = /^v\d+(\.\d+)?$/;

/** An endpoint as a catalogue or a clouds.yaml gives it, taken apart. */
export interface Endpoint {
  /** Scheme, host and path before the version; without a slash at its end, and without any user or password. */
  readonly base: string;
  /** True when the version stood in it. */
  readonly versioned: boolean;
}

/**
 * Takes an endpoint apart. It may end before the version, at it, or go on with a project's id or `lbaas`.
 * @throws a TypeError when it is no URL
 */
export function splitEndpoint(text: string): Endpoint {
  const url = new URL(text);
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const at = parts.findLastIndex((part) => VERSION_PART.test(part));
  const before = at === -1 ? parts : parts.slice(0, at);
  return { base: [url.origin, ...before].join('/'), versioned: at !== -1 };
}

/** An endpoint as a root by itself: without user and password, query, and a slash at its end. */
export function wholeEndpoint(text: string): string {
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/** The root that paths of this service hang under, below its base. */
export function rootOf(service: Service, base: string, projectId: string): string {
  const row = SERVICES[service];
  return row.inProject === true ? `${base}${row.version}/${projectId}` : `${base}${row.version}`;
}
