import { TroikaError } from '../model/error.ts';
import { minorStep, versionText, type KubernetesVersion } from './kubernetesVersion.ts';
import { firstRefusal, minorsBetween, refuseRollout, STEP_WISE, type UpgradeRefusal } from './refusal.ts';

/** An upgrade of a V1 cluster, which has a version of Kubernetes and no cluster stack. */
export interface VersionMove {
  readonly from: KubernetesVersion;
  readonly to: KubernetesVersion;
  /** What still rolls out, for people. */
  readonly rolling: string | undefined;
}

/** @throws TroikaError `usage` where only a patch could tell up from down, and one is missing */
export function refuseVersionMove(move: VersionMove): UpgradeRefusal | undefined {
  const { from, to } = move;
  if (from.minor === to.minor && (from.patch === undefined) !== (to.patch === undefined))
    throw new TroikaError(
      'usage',
      `${versionText(from)} and ${versionText(to)} are of one minor, and one has no patch`,
      {
        hint: 'Write both with their patch, such as v1.34.2.',
      },
    );
  return firstRefusal([downgrades, skips, refuseRollout], move);
}

/**
 * What to do on V1's management host (k8s-cluster-api-provider doc/Upgrade-Guide.md, terraform/files/template/clusterctl.yaml.tmpl).
 * Nothing where both are the same.
 */
export function versionSteps({ from, to }: VersionMove): readonly string[] {
  if (versionText(from) === versionText(to)) return [];
  const version = to.patch === undefined ? `v${versionText(to)}.<patch>` : versionText(to);
  return [
    `In clusterctl.yaml of the cluster, set KUBERNETES_VERSION to ${version} and OPENSTACK_IMAGE_NAME to ubuntu-capi-image-${version}.`,
    'Raise CONTROL_PLANE_MACHINE_GEN and WORKER_MACHINE_GEN there, such as genc01 to genc02 and genw01 to genw02.',
    'Run create_cluster.sh with the name of the cluster.',
    `Wait until every machine runs ${version}, and check that your workloads still work.`,
  ];
}

function downgrades({ from, to }: VersionMove): UpgradeRefusal | undefined {
  const down = minorStep(from.minor, to.minor) === 'down';
  const patchDown = from.minor === to.minor && (to.patch ?? 0) < (from.patch ?? 0);
  if (!down && !patchDown) return undefined;
  return {
    reason: 'downgrade',
    why: `${versionText(from)} → ${versionText(to)} is a downgrade`,
    next: undefined,
    hint: 'A cluster never goes back: make a new one of the older version.',
  };
}

function skips({ from, to }: VersionMove): UpgradeRefusal | undefined {
  if (minorStep(from.minor, to.minor) !== 'skip') return undefined;
  return {
    reason: 'skip',
    why: `${versionText(from)} → ${versionText(to)} skips Kubernetes ${minorsBetween(from.minor, to.minor)}`,
    next: versionText({ minor: from.minor + 1, patch: undefined }),
    hint: STEP_WISE,
  };
}
