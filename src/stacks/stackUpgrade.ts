import { minorStep } from './kubernetesVersion.ts';
import { firstRefusal, minorsBetween, refuseRollout, STEP_WISE, type UpgradeRefusal } from './refusal.ts';
import { newestOf, type Releases } from './releases.ts';
import { className, isNewer, minorText, stackText, type StackName } from './stackName.ts';

/** An upgrade of a cluster from one release of a cluster stack to another. */
export interface StackMove {
  readonly from: StackName;
  readonly to: StackName;
  /** Of the stack and channel that the cluster has. */
  readonly releases: Releases;
  /** What still rolls out, for people. */
  readonly rolling: string | undefined;
}

/**
 * What speaks against it. The operator of the cluster stacks refuses most of this, too, but only warns and looks no
 * further where it does not find the release in the cluster's own namespace (cluster-stack-operator cluster_webhook.go):
 * so Troika asks by itself.
 */
export function refuseStackMove(move: StackMove): UpgradeRefusal | undefined {
  return firstRefusal([changesStack, goesDown, skips, changesChannel, goesBack, isUnknown, refuseRollout], move);
}

function changesStack({ from, to }: StackMove): UpgradeRefusal | undefined {
  if (stackText(from) === stackText(to)) return undefined;
  return {
    reason: 'stack',
    why: `a cluster of ${stackText(from)} cannot become one of ${stackText(to)}`,
    next: undefined,
    hint: `Choose a release of ${stackText(from)}, or make a new cluster of ${stackText(to)}.`,
  };
}

function goesDown(move: StackMove): UpgradeRefusal | undefined {
  return minorStep(move.from.minor, move.to.minor) === 'down' ? downgrade(move) : undefined;
}

function goesBack(move: StackMove): UpgradeRefusal | undefined {
  return move.from.minor === move.to.minor && isNewer(move.from, move.to) ? downgrade(move) : undefined;
}

function downgrade(move: StackMove): UpgradeRefusal {
  return {
    reason: 'downgrade',
    why: `${moveText(move)} is a downgrade`,
    next: undefined,
    hint: 'A cluster never goes back: make a new one of the older release.',
  };
}

function skips(move: StackMove): UpgradeRefusal | undefined {
  const { from, to } = move;
  if (minorStep(from.minor, to.minor) !== 'skip') return undefined;
  const next = nextOf(move);
  const none = next === undefined ? `; no release of ${stackText(from)} for 1.${from.minor + 1} is known` : '';
  return {
    reason: 'skip',
    why: `${moveText(move)} skips Kubernetes ${minorsBetween(from.minor, to.minor)}${none}`,
    next,
    hint: STEP_WISE,
  };
}

/** The newest release of the next minor; in words where no list says which that is. */
function nextOf({ from, releases }: StackMove): string | undefined {
  const minor = from.minor + 1;
  const there = releases.of(minor);
  if (there?.length === 0) return undefined;
  const newest = there === undefined ? undefined : newestOf(there);
  return newest === undefined ? `${stackText(from)}-1-${minor}-<its newest release>` : className(newest);
}

/** cluster-stack-operator pkg/version/version.go: "cannot compare versions with different channels". */
function changesChannel(move: StackMove): UpgradeRefusal | undefined {
  const { from, to } = move;
  if (from.channel === to.channel) return undefined;
  return {
    reason: 'channel',
    why: `${moveText(move)} goes from the channel ${from.channel} to ${to.channel}, and releases of two channels cannot be compared`,
    next: undefined,
    hint: `Choose a release of the channel ${from.channel}.`,
  };
}

function isUnknown({ from, to, releases }: StackMove): UpgradeRefusal | undefined {
  for (const release of [from, to]) {
    const there = releases.of(release.minor)?.map(className);
    if (there === undefined || there.includes(className(release))) continue;
    const list = releases.source === 'given' ? 'the list given' : 'the table of upstream tags';
    return {
      reason: 'unknown',
      why: `${className(release)} is unknown: for ${minorText(release)}, ${list} has ${there.join(', ') || 'no release'}`,
      next: undefined,
      hint: 'Choose a release that is there. If the list is too old, name all releases: troika upgrade plan --release NAME …',
    };
  }
  return undefined;
}

function moveText({ from, to }: StackMove): string {
  return `${className(from)} → ${className(to)}`;
}
