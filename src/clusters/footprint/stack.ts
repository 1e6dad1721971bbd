import type { FootprintSpec } from '../../config/footprintSpec.ts';
import type { MachineNaming } from '../../creators/write.ts';
import { CAPO_0_12_RULES, CAPO_0_9_RULES, type RuleSets } from './rules.ts';

/** What one stack of controllers does differently from another. */
export interface Stack {
  readonly naming: MachineNaming;
  /** Rules of CAPO's two groups. */
  readonly rules: RuleSets;
  /** The V1 management host with all that its OpenTofu and scripts make. */
  readonly host: boolean;
  /** Servers' metadata, by role. */
  readonly metadata: Readonly<Record<'controlPlane' | 'worker', Readonly<Record<string, string>>>>;
  /** Whether control planes get a root volume where the specification asks for one. */
  readonly controlPlaneRootVolumes: boolean;
  /** OCCM's `manage-security-groups`: a group for each Service on the nodes' ports. */
  readonly serviceGroups: boolean;
  /** OCCM's `create-monitor`. */
  readonly serviceMonitors: boolean;
  /** Which machines stand behind a Service. Control planes usually carry `exclude-from-external-load-balancers`. */
  readonly serviceMembers: 'workers' | 'all';
}

/** k8s-cluster-api-provider: CAPO 0.9, OCCM with its own security groups and monitors (files/template/cloud.conf.tmpl). */
const V1: Stack = {
  naming: 'v1R6',
  rules: CAPO_0_9_RULES,
  host: true,
  // Set by its CI (playbooks/templates/environment.tfvars.j2:12-14).
  metadata: { controlPlane: { ps_restart_after_maint: 'true' }, worker: {} },
  controlPlaneRootVolumes: true,
  serviceGroups: true,
  serviceMonitors: true,
  serviceMembers: 'workers',
};

/** Cluster stack scs2: CAPO from 0.11, OCCM with its defaults. */
const V2: Stack = {
  naming: 'v2',
  rules: CAPO_0_12_RULES,
  host: false,
  metadata: { controlPlane: {}, worker: {} },
  controlPlaneRootVolumes: true,
  serviceGroups: false,
  serviceMonitors: false,
  serviceMembers: 'workers',
};

/** The stack that a specification asks for. */
export function stackOf(spec: FootprintSpec): Stack {
  if (spec.generation === 'v2') return V2;
  return spec.release === 'r5' ? { ...V1, naming: 'v1R5' } : V1;
}
