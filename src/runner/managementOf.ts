import { resolve } from 'node:path';
import { managementTarget } from '../clusters/stacks/managementTarget.ts';
import { MANAGEMENT_VARIABLE } from '../model/names.ts';
import type { ClusterConfig, RunConfig } from '../config/config.ts';
import { kubeAddress } from '../kubernetes/kubeconfig.ts';
import { NO_CONTROLLERS } from './leases/silence.ts';
import type { Tools } from './tools.ts';

/**
 * Where the controllers of a cluster run, for its ticket: the address of its management cluster.
 * @throws TroikaError usage when its kubeconfig cannot be read, or does not say which server is meant
 */
export async function controllersOf(config: ClusterConfig, tools: Pick<Tools, 'cwd' | 'env'>): Promise<string> {
  if (config.provisioner !== 'cluster-stacks') return NO_CONTROLLERS;
  return (await kubeAddress(managementTarget(config.clusterStacks, tools))).server;
}

/** Kubeconfigs that a configuration names. */
export function kubeconfigsOf(config: RunConfig): readonly string[] {
  return config.clusters.flatMap((one) =>
    one.provisioner === 'cluster-stacks' ? (one.clusterStacks.management.kubeconfig ?? []) : [],
  );
}

/** All kubeconfigs of management clusters that are at hand: those that were named, and the one of the environment. */
export function atHand(named: readonly string[], { cwd, env }: Pick<Tools, 'cwd' | 'env'>): readonly string[] {
  const outside = env[MANAGEMENT_VARIABLE] ?? '';
  const all = outside === '' ? named : [...named, outside];
  return [...new Set(all.map((path) => resolve(cwd, path)))];
}
