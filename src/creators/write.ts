import { CAPI } from './capi.ts';
import { CAPO, CAPO_MACHINE } from './capo.ts';
import { CINDER_CSI, CLUSTER_KEY, CSI_KEYS } from './cinderCsi.ts';
import { OCCM } from './occm.ts';
import type { TextRow } from './row.ts';
import type { Tokens } from './tokens.ts';

/** The names that fix a cluster's texts: `C`, its namespace `N` and, for V1, the prefix `P` of its management host. */
export interface OwnNames {
  readonly cluster: string;
  readonly namespace: string;
  readonly prefix: string;
}

/** A Service of type LoadBalancer. */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** How a stack names its machines; see creators/capi.ts. */
export type MachineNaming = 'v1R5' | 'v1R6' | 'v2' | 'plain';

const MACHINES: Readonly<Record<MachineNaming, { controlPlane: TextRow; worker: TextRow }>> = {
  v1R5: { controlPlane: CAPI.v1ControlPlaneR5, worker: CAPI.v1WorkerR5 },
  v1R6: { controlPlane: CAPI.classControlPlane, worker: CAPI.v1WorkerR6 },
  v2: { controlPlane: CAPI.classControlPlane, worker: CAPI.v2Worker },
  plain: { controlPlane: CAPI.v1ControlPlaneNamed, worker: CAPI.plainWorker },
};

/**
 * The name of a machine, hence of its server.
 * @param suffixes those that its set shares, then its own: where the naming has fewer, the last ones count
 */
export function machineName(
  names: OwnNames,
  naming: MachineNaming,
  role: 'controlPlane' | 'worker',
  suffixes: { readonly set: readonly [string, string]; readonly own: string },
): string {
  const row = MACHINES[naming][role];
  const count = row.template.tokens.filter((token) => token.startsWith('S')).length;
  const [S1, S2 = suffixes.own, S3 = suffixes.own] = [...suffixes.set.slice(0, count - 1), suffixes.own];
  const gen = role === 'controlPlane' ? 'genc01' : 'genw01';
  return row.template.write({ ...tokensOf(names), gen, md: 'md-0', S1: S1 ?? suffixes.own, S2, S3 });
}

/** Texts of Cluster API's OpenStack provider that the names alone fix. */
export function capoTexts(names: OwnNames) {
  const tokens = { ...tokensOf(names), port: '6443' };
  return {
    network: CAPO.network.template.write(tokens),
    subnet: CAPO.subnet.template.write(tokens),
    router: CAPO.router.template.write(tokens),
    createdJoined: CAPO.subnetDescription.template.write(tokens),
    createdPort: CAPO.portOfCluster.template.write(tokens),
    controlPlaneGroup: CAPO.controlPlaneGroup.template.write(tokens),
    workerGroup: CAPO.workerGroup.template.write(tokens),
    groupDescription: CAPO.groupDescription.template.write(tokens),
    loadBalancer: CAPO.loadBalancer.template.write(tokens),
    loadBalancerPart: CAPO.listener.template.write(tokens),
    member: (server: string) => CAPO.member.template.write({ ...tokens, srv: server }),
  };
}

/** Texts that CAPO derives from a server's name. */
export function serverTexts(server: string) {
  const tokens = { srv: server, i: '0' };
  return {
    port: CAPO_MACHINE.port.template.write(tokens),
    rootVolume: CAPO_MACHINE.rootVolume.template.write(tokens),
    rootVolumeDescription: CAPO_MACHINE.rootVolumeDescription.template.write(tokens),
  };
}

/** Texts of the cloud controller manager for one Service. */
export function serviceTexts(names: OwnNames, service: ServiceName, uid: string) {
  const tokens = {
    ...tokensOf(names),
    ns: service.namespace,
    svc: service.name,
    nsvc: `${service.namespace}-${service.name}`,
    U: uid,
  };
  return {
    loadBalancer: OCCM.loadBalancer.template.write(tokens),
    tag: OCCM.loadBalancerTag.template.write(tokens),
    description: OCCM.loadBalancerDescription.template.write(tokens),
    listener: (index: number) => OCCM.listener.template.write({ ...tokens, i: String(index) }),
    pool: (index: number) => OCCM.pool.template.write({ ...tokens, i: String(index) }),
    healthMonitor: (index: number) => OCCM.healthMonitor.template.write({ ...tokens, i: String(index) }),
    floatingIp: OCCM.floatingIp.template.write(tokens),
    securityGroup: OCCM.securityGroup.template.write(tokens),
    securityGroupDescription: OCCM.securityGroupDescription.template.write(tokens),
  };
}

/** Texts of the CSI driver for one claim; `uid` is the claim's. */
export function volumeTexts(
  names: OwnNames,
  claim: { readonly namespace: string; readonly name: string },
  uid: string,
) {
  const name = CINDER_CSI.volume.template.write({ U: uid });
  return {
    name,
    description: CINDER_CSI.volumeDescription.template.write({}),
    metadata: {
      [CLUSTER_KEY]: CINDER_CSI.volumeCluster.template.write(tokensOf(names)),
      [CSI_KEYS.persistentVolume]: name,
      [CSI_KEYS.claim]: claim.name,
      [CSI_KEYS.claimNamespace]: claim.namespace,
    },
  };
}

/** Texts of the CSI driver for one VolumeSnapshot. */
export function snapshotTexts(
  names: OwnNames,
  snapshot: { readonly namespace: string; readonly name: string },
  uid: string,
) {
  return {
    name: CINDER_CSI.snapshot.template.write({ U: uid }),
    description: CINDER_CSI.snapshotDescription.template.write({}),
    metadata: {
      [CLUSTER_KEY]: CINDER_CSI.snapshotCluster.template.write(tokensOf(names)),
      [CSI_KEYS.snapshot]: snapshot.name,
      [CSI_KEYS.snapshotNamespace]: snapshot.namespace,
      [CSI_KEYS.snapshotContent]: CINDER_CSI.snapshotContent.template.write({ U: uid }),
    },
  };
}

/** The tokens that a cluster's names give. */
export function tokensOf(names: OwnNames): Tokens {
  return { C: names.cluster, N: names.namespace, P: names.prefix };
}
