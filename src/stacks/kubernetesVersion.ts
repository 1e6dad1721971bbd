import { TroikaError } from '../model/error.ts';

/** Kubernetes 1.minor.patch; without a patch: any of its minor. */
export interface KubernetesVersion {
  readonly minor: number;
  readonly patch: number | undefined;
}

const NUMBER = /^(0|[1-9]\d{0,3})$/;
const VERSION = /^v?1\.(0|[1-9]\d{0,3})(?:\.(0|[1-9]\d{0,3}))?$/;

/** True for the text of a minor: the 34 of 1.34. */
export function isMinor(text: string): boolean {
  return NUMBER.test(text);
}

/** @throws TroikaError `usage` */
export function parseKubernetesVersion(text: string): KubernetesVersion {
  const [, minor, patch] = VERSION.exec(text) ?? [];
  if (minor === undefined)
    throw new TroikaError('usage', `"${text}" is no version of Kubernetes`, {
      hint: 'Write a version such as v1.34.2, or 1.34.',
    });
  return { minor: Number(minor), patch: patch === undefined ? undefined : Number(patch) };
}

/** As Kubernetes writes it, `v1.34.2`; a minor alone without the v: `1.34`. */
export function versionText({ minor, patch }: KubernetesVersion): string {
  return patch === undefined ? `1.${minor}` : `v1.${minor}.${patch}`;
}

/** How far apart two minors are, for an upgrade. */
export type MinorStep = 'down' | 'same' | 'next' | 'skip';

/**
 * A minor goes up by one at most and never down (cluster-stack-operator cluster_webhook.go: "must be the
 * same or higher by one"; cluster-api v1.10.0 internal/webhooks/cluster.go; V1's clusterctl.yaml: "only upgrades (+1 minor
 * version) are allowed"). Cluster API goes several at once from 1.12 on, where a ClusterClass lists its versions; no cluster
 * stack does, and their operator refuses it all the same.
 */
export function minorStep(from: number, to: number): MinorStep {
  if (to < from) return 'down';
  if (to === from) return 'same';
  return to === from + 1 ? 'next' : 'skip';
}
