import { className, isNewer, stackText, type StackName } from './stackName.ts';

/** What is known of the releases of one stack in one channel. */
export interface Releases {
  /** `given` by the user, the table of `upstream` tags, or `none`: no list has this stack. */
  readonly source: 'given' | 'upstream' | 'none';
  /** All releases for a minor; undefined where the list does not say which there are. */
  readonly of: (minor: number) => readonly StackName[] | undefined;
}

/**
 * Tags of SovereignCloudStack/cluster-stacks, as they were beside its main branch at a931cdb. For which minors there are
 * releases of `openstack-scs` is known, and not which.
 */
const UPSTREAM: readonly {
  readonly stack: string;
  readonly minors: readonly number[];
  readonly versions: readonly number[] | undefined;
}[] = [
  { stack: 'openstack-scs', minors: [27, 28, 29, 30, 31, 32], versions: undefined },
  { stack: 'openstack-scs2', minors: [33], versions: [1, 4, 5] },
  { stack: 'openstack-scs2', minors: [34], versions: [1, 2] },
];

/** @param given all releases there are, of whatever stack; undefined: nobody said */
export function knownReleases(release: StackName, given: readonly StackName[] | undefined): Releases {
  const { provider, stack, channel } = release;
  if (given !== undefined) {
    const ours = given.filter((one) => stackText(one) === stackText(release) && one.channel === channel);
    return { source: 'given', of: (minor) => ours.filter((one) => one.minor === minor) };
  }
  const rows = release.patch === undefined ? UPSTREAM.filter((row) => row.stack === stackText(release)) : [];
  if (rows.length === 0) return { source: 'none', of: () => undefined };
  return {
    source: 'upstream',
    of: (minor) => {
      const row = rows.find(({ minors }) => minors.includes(minor));
      if (row === undefined) return [];
      return row.versions?.map((version) => ({ provider, stack, minor, version, channel, patch: undefined }));
    },
  };
}

/** The newest of the releases of one minor; undefined where there is none, or nobody can tell, as among hashes. */
export function newestOf(releases: readonly StackName[]): StackName | undefined {
  return releases.find((one) => releases.every((other) => className(other) === className(one) || isNewer(one, other)));
}
