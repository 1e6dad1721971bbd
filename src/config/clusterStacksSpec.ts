import * as z from 'zod';
import { MANAGEMENT_VARIABLE } from '../model/names.ts';
import { cloudName, dnsLabel, strict } from './fields.ts';
import { footprintSpec } from './footprintSpec.ts';
import type { Frozen } from './freeze.ts';

/** A kubeconfig and a context of it. */
export const kubeTarget = strict({
  kubeconfig: z.string().min(1).describe('Path of the kubeconfig, from where Troika is started.'),
  context: z
    .string()
    .min(1)
    .exactOptional()
    .describe('Its context. Needed where the file has several: its current one is never taken.'),
});

const management = kubeTarget.extend({
  kubeconfig: kubeTarget.shape.kubeconfig
    .exactOptional()
    .describe(`Path of the kubeconfig, from where Troika is started. Without it: ${MANAGEMENT_VARIABLE}.`),
});

const room = strict({
  loadBalancers: z.int().min(0).max(20).default(1).describe('Services of type LoadBalancer at the same time.'),
  ports: z.int().min(1).max(20).default(2).describe('Ports of each of them.'),
  volumes: z.int().min(0).max(50).default(2).describe('Volumes for claims at the same time.'),
  volumeGiB: z.int().min(1).max(1024).default(1).describe('Size of each of them.'),
  snapshots: z.int().min(0).max(20).default(1).describe('Snapshots at the same time.'),
});

/** Its machines are asked for in the same words as a footprint's servers. */
const { controlPlanes, workers, controlPlaneFlavor, workerFlavor, rootVolumeGiB, nodeCidr } = footprintSpec.shape;

/** What the cluster-stacks provisioner makes: a cluster of Cluster API by way of a ClusterClass. */
export const clusterStacksSpec = strict({
  management: management.prefault({}).describe('The management cluster, with Cluster API and its OpenStack provider.'),
  stack: z
    .string()
    .min(1)
    .describe(
      'Folder with cluster-class.yaml (a ClusterClass and its templates) and addons/, from where Troika is started.',
    ),
  kubernetes: z
    .string()
    .regex(/^v\d+\.\d+\.\d+$/, 'use a whole version such as v1.34.4')
    .describe('Kubernetes version of the cluster.'),
  controlPlanes,
  workers,
  workerClass: dnsLabel().default('default-worker').describe('Class of the workers in the ClusterClass.'),
  image: cloudName().describe('Name of the image of all machines.'),
  controlPlaneFlavor,
  workerFlavor,
  rootVolumeGiB,
  nodeCidr,
  variables: z
    .record(z.string(), z.json())
    .default({})
    .describe('Further variables of the ClusterClass, by name. Not for secrets: this file is copied into reports.'),
  room: room.prefault({}).describe('What the suites make at most: reserved with the cluster, so that it fits.'),
});

export type ClusterStacksSpec = Frozen<z.output<typeof clusterStacksSpec>>;
