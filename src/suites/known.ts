import type { TestCase } from '../model/result.ts';
import type { KnownFailure } from './knownFile.ts';

/** Where and when known failures are asked for. */
export interface KnownAt {
  readonly known: readonly KnownFailure[];
  readonly suite: string;
  /** The cluster's label. */
  readonly cluster: string;
  /** Of the API server, such as `v1.34.4`; undefined: it is not known. */
  readonly kubernetes: string | undefined;
  /** The day, in UTC: `2026-12-01`. */
  readonly today: string;
}

/** What excuses a failed test: the first entry that fits. Undefined: nothing. Pure. */
export function excuseFor(name: string, at: KnownAt): KnownFailure | undefined {
  return at.known.find((entry) => isInScope(entry, at) && !isExpired(entry, at.today) && entry.regex.test(name));
}

/**
 * What there is to say of the entries themselves. Pure.
 * @param cases of all demanded tests, judged
 */
export function saysOfKnown(cases: readonly TestCase[], at: KnownAt): readonly string[] {
  const inScope = at.known.filter((entry) => isInScope(entry, at));
  const asked = at.kubernetes === undefined ? at.known.filter(({ kubernetes }) => kubernetes.length > 0) : [];
  return [
    ...inScope.filter((entry) => isExpired(entry, at.today)).map((entry) => saysExpired(entry, cases)),
    ...inScope.filter((entry) => !isExpired(entry, at.today)).flatMap((entry) => saysIdle(entry, cases)),
    ...asked.map(
      ({ place }) => `known failure ${place} was not used: the version of Kubernetes could not be asked for`,
    ),
  ];
}

function isInScope({ suites, clusters, kubernetes }: KnownFailure, at: KnownAt): boolean {
  const has = (names: readonly string[], name: string): boolean => names.length === 0 || names.includes(name);
  return (
    has(suites, at.suite) &&
    has(clusters, at.cluster) &&
    (kubernetes.length === 0 || kubernetes.some((one) => isOf(one, at.kubernetes)))
  );
}

/** Whether a version is the one named, or a patch of it. */
function isOf(named: string, version: string | undefined): boolean {
  const plain = (text: string): string => text.replace(/^v/, '');
  return version !== undefined && `${plain(version).replace(/[-+].*$/, '')}.`.startsWith(`${plain(named)}.`);
}

function isExpired({ expires }: KnownFailure, today: string): boolean {
  return expires !== undefined && expires < today;
}

function saysExpired({ place, expires, regex, reason }: KnownFailure, cases: readonly TestCase[]): string {
  const failed = cases.filter(({ name, state }) => state === 'failed' && regex.test(name)).length;
  const effect =
    failed === 0 ? 'no test of it failed' : `it no longer excuses ${failed} failed ${failed === 1 ? 'test' : 'tests'}`;
  return `known failure ${place} expired after ${expires}: ${effect} (${reason})`;
}

/** One that excused nothing: it may be mistyped, or its tests pass by now. */
function saysIdle({ place, regex }: KnownFailure, cases: readonly TestCase[]): readonly string[] {
  const matched = cases.filter(({ name }) => regex.test(name));
  if (matched.length === 0) return [`known failure ${place} matched no demanded test`];
  if (matched.some(({ state }) => state !== 'passed' && state !== 'skipped')) return [];
  if (!matched.some(({ state }) => state === 'passed')) return [];
  return [`known failure ${place} excused nothing: what it names passed`];
}
