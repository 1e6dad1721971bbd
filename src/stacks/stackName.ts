import { TroikaError } from '../model/error.ts';
import { isMinor, versionText } from './kubernetesVersion.ts';

/** One release of a cluster stack, by the parts of its name. */
export interface StackName {
  readonly provider: string;
  readonly stack: string;
  /** The y of Kubernetes 1.y. */
  readonly minor: number;
  /** The n of `v<n>`. */
  readonly version: number;
  /** `stable`, or the channel of a custom release, such as `sha`. */
  readonly channel: string;
  /** Of a custom release: a number, or a hash. */
  readonly patch: string | undefined;
}

const STABLE = 'stable';
const WORD = /^[a-z0-9]+$/;
const VERSION = /^v(0|[1-9]\d{0,3})(?:-(\w+)\.(\w+))?$/;
const FORM =
  'Write <provider>-<stack>-<major>-<minor>-<version>, such as openstack-scs2-1-34-v2. ' +
  'The version is v<n>, or v<n>-<channel>.<patch> for a custom release.';

/**
 * Reads the name of a ClusterClass or of a ClusterStackRelease. Both are the same but for a custom release, whose patch
 * stands behind a dot in the one and behind a hyphen in the other: `docker-scs-1-34-v0-sha.abc123`, `…-v0-sha-abc123`
 * (cluster-stack-operator pkg/clusterstack/clusterstack.go, pkg/version/version.go).
 * @throws TroikaError `usage` which says what is wrong with it, and what a name looks like
 */
export function parseStackName(text: string): StackName {
  const parts = text.split('-');
  const [provider = '', stack = '', major = '', minor = '', ...rest] = parts;
  if (parts.length < 5 || parts.length > 7)
    throw noName(text, `it has ${parts.length} parts between hyphens, and not 5 (or 6 or 7 for a custom release)`);
  if (!WORD.test(provider) || !WORD.test(stack))
    throw noName(text, 'its provider and its stack are lower-case letters and digits');
  if (major !== '1' || !isMinor(minor))
    throw noName(text, `${major}-${minor} is no version of Kubernetes such as 1-34`);
  const version = rest.length === 3 ? `${rest[0]}-${rest[1]}.${rest[2]}` : rest.join('-');
  const [, number, channel = STABLE, patch] = VERSION.exec(version) ?? [];
  if (number === undefined) throw noName(text, `${rest.join('-')} is no version of a cluster stack such as v2`);
  return { provider, stack, minor: Number(minor), version: Number(number), channel, patch };
}

function noName(text: string, why: string): TroikaError {
  return new TroikaError('usage', `"${text}" is no name of a cluster stack: ${why}`, { hint: FORM });
}

/** What all releases of a stack have in common: `openstack-scs2`. */
export function stackText({ provider, stack }: Pick<StackName, 'provider' | 'stack'>): string {
  return `${provider}-${stack}`;
}

/** Its version as `ClusterStack.spec.versions` has it: `v2`, `v0-sha.abc123`. */
export function stackVersion({ version, channel, patch }: StackName): string {
  return patch === undefined ? `v${version}` : `v${version}-${channel}.${patch}`;
}

/** Name of its ClusterClass. */
export function className(name: StackName): string {
  return `${stackText(name)}-1-${name.minor}-${stackVersion(name)}`;
}

/** Name of its ClusterStackRelease, which is the tag of the release. */
export function releaseName(name: StackName): string {
  return className(name).replace('.', '-');
}

/** Its Kubernetes minor, for people: `1.34`. */
export function minorText({ minor }: Pick<StackName, 'minor'>): string {
  return versionText({ minor, patch: undefined });
}

/** True for a release that comes for certain after another one of the same stack, minor and channel; hashes have no order. */
export function isNewer(one: StackName, other: StackName): boolean {
  if (one.version !== other.version) return one.version > other.version;
  const [left, right] = [Number(one.patch), Number(other.patch)];
  return Number.isInteger(left) && Number.isInteger(right) && left > right;
}
