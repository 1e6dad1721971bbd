import type { Stack } from '../../src/clusters/footprint/stack.ts';
import { stackOf } from '../../src/clusters/footprint/stack.ts';
import { footprintSpec, type FootprintSpec } from '../../src/config/footprintSpec.ts';

/** One shape of cluster that is made by real controllers and as a footprint. */
export interface FidelityCase {
  readonly name: 'v1-r5' | 'v1-r6' | 'v2-scs2' | 'v2-minimal';
  readonly generation: 'v1' | 'v2';
  readonly title: string;
  /** What the real cluster is made from, and what the footprint is asked for. */
  readonly about: string;
  readonly spec: FootprintSpec;
  readonly stack: Stack;
}

const SHAPE = {
  services: [{ namespace: 'default', name: 'web', ports: [80, 443] }],
  volumes: [
    { claim: 'data', namespace: 'default', sizeGiB: 1, attached: true, reclaimPolicy: 'Delete' },
    { claim: 'kept', namespace: 'default', sizeGiB: 1, attached: false, reclaimPolicy: 'Retain' },
  ],
  snapshots: 1,
} as const;

const R5 = footprintSpec.parse({ generation: 'v1', release: 'r5', ...SHAPE });
const R6 = footprintSpec.parse({ generation: 'v1', release: 'r6', ...SHAPE });
const V2 = footprintSpec.parse({ generation: 'v2', ...SHAPE });

export const CASES: readonly FidelityCase[] = [
  {
    name: 'v1-r5',
    generation: 'v1',
    title: 'v1 up to R5: templates without a ClusterClass',
    about:
      'Templates named as k8s-cluster-api-provider v6.0.0 names them. Keypair, server groups and shared security groups, which no controller makes, are laid beforehand by the footprint, and not compared.',
    spec: R5,
    stack: stackOf(R5),
  },
  {
    name: 'v1-r6',
    generation: 'v1',
    title: 'v1 from R6: a ClusterClass',
    about: 'As above, with the ClusterClass and the names of k8s-cluster-api-provider from R6 on.',
    spec: R6,
    stack: stackOf(R6),
  },
  {
    name: 'v2-scs2',
    generation: 'v2',
    title: 'v2: as cluster stack scs2 sets the controllers',
    about:
      'The class of [openstack-minimal](../examples/stacks/openstack-minimal/cluster-class.yaml) without tags and with the security group rules of scs2; the cloud controller manager with its defaults.',
    spec: V2,
    stack: stackOf(V2),
  },
  {
    name: 'v2-minimal',
    generation: 'v2',
    title: 'v2: openstack-minimal, as Troika brings it up',
    about:
      'The stack as it is, with `spec.tags`; the cloud controller manager as Troika sets it, with monitors and security groups of its own. The footprint is made with these two switched on.',
    spec: V2,
    stack: { ...stackOf(V2), serviceGroups: true, serviceMonitors: true },
  },
];
