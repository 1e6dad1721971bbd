import { TroikaError } from '../model/error.ts';
import { parseKubernetesVersion, versionText } from './kubernetesVersion.ts';
import type { UpgradeRefusal } from './refusal.ts';
import { knownReleases, type Releases } from './releases.ts';
import { className, minorText, parseStackName, stackText, type StackName } from './stackName.ts';
import { stackSteps } from './stackSteps.ts';
import { refuseStackMove } from './stackUpgrade.ts';
import { refuseVersionMove, versionSteps } from './versionUpgrade.ts';

/** What somebody wants to upgrade. */
export interface UpgradeRequest {
  /** A release of a cluster stack, or the version of Kubernetes of a V1 cluster; `to` is of the same sort. */
  readonly from: string;
  readonly to: string;
  /** All releases there are; without them the table of upstream tags is asked. */
  readonly releases?: readonly string[] | undefined;
  /** What of the cluster still rolls out, for people. Undefined: nothing, or nobody looked. */
  readonly rolling?: string | undefined;
}

/** The steps of an upgrade, or what speaks against it; `notes` say what it was judged by and what was not looked at. */
export interface UpgradePlan {
  readonly from: string;
  readonly to: string;
  readonly steps: readonly string[];
  readonly refusal: UpgradeRefusal | undefined;
  readonly notes: readonly string[];
}

/** @throws TroikaError `usage` for names that cannot be read, or do not go together */
export function upgradePlan(request: UpgradeRequest): UpgradePlan {
  const { from, to } = request;
  if (isVersion(from) !== isVersion(to))
    throw new TroikaError('usage', `${from} and ${to} are not of one sort`, {
      hint: 'Give two releases of a cluster stack, such as openstack-scs2-1-34-v2, or two versions of Kubernetes, such as v1.34.2.',
    });
  return isVersion(from) ? planOfVersions(request) : planOfStacks(request);
}

/** No provider is called like a version: its name would have a dot, or nothing behind it. */
function isVersion(text: string): boolean {
  return /^v?\d+(\.|$)/.test(text);
}

function planOfStacks({ from, to, releases: given, rolling }: UpgradeRequest): UpgradePlan {
  const [old, wanted] = [parseStackName(from), parseStackName(to)];
  const releases = knownReleases(old, given?.map(parseStackName));
  const move = { from: old, to: wanted, releases, rolling };
  const refusal = refuseStackMove(move);
  return {
    from: className(old),
    to: className(wanted),
    steps: refusal === undefined ? stackSteps(move) : [],
    refusal,
    notes: [sourceText(releases, old), ...(refusal === undefined ? unsaid(releases, [old, wanted]) : [])],
  };
}

function planOfVersions({ from, to, releases, rolling }: UpgradeRequest): UpgradePlan {
  if (releases !== undefined)
    throw new TroikaError('usage', 'a list of releases is for cluster stacks, and these are versions of Kubernetes', {
      hint: 'Leave the releases out.',
    });
  const move = { from: parseKubernetesVersion(from), to: parseKubernetesVersion(to), rolling };
  const refusal = refuseVersionMove(move);
  return {
    from: versionText(move.from),
    to: versionText(move.to),
    steps: refusal === undefined ? versionSteps(move) : [],
    refusal,
    notes: ['Versions of Kubernetes alone are taken for those of a V1 cluster. No list of them was asked.'],
  };
}

function sourceText({ source }: Releases, release: StackName): string {
  switch (source) {
    case 'given':
      return 'Judged by the releases given with --release.';
    case 'upstream':
      return 'Judged by the table of upstream tags (SovereignCloudStack/cluster-stacks).';
    case 'none':
      return `Judged by the names alone: no list of ${release.channel} releases of ${stackText(release)} is at hand. Give one with --release.`;
  }
}

/** What a list that knows the stack leaves open about a legal upgrade. */
function unsaid({ source, of }: Releases, asked: readonly StackName[]): readonly string[] {
  const open = asked.filter((release) => source !== 'none' && of(release.minor) === undefined);
  const minors = [...new Set(open.map(minorText))];
  return minors.length === 0 ? [] : [`It does not say which releases there are for ${minors.join(' and ')}.`];
}
