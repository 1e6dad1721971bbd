import * as z from 'zod';
import { cloudName, dnsLabel, strict } from './fields.ts';
import type { Frozen } from './freeze.ts';

const service = strict({
  namespace: dnsLabel().describe('Kubernetes namespace of the Service.'),
  name: dnsLabel().describe('Name of the Service.'),
  ports: z
    .array(z.int().min(1).max(65535))
    .min(1)
    .max(20)
    .describe('Ports it listens on: one listener and one pool each.'),
}).describe('A Service of type LoadBalancer: one load balancer and one floating IP.');

const volume = strict({
  claim: dnsLabel().describe('Name of the PersistentVolumeClaim.'),
  namespace: dnsLabel().default('default').describe('Namespace of the claim.'),
  sizeGiB: z.int().min(1).max(1024).default(1).describe('Size in GiB.'),
  attached: z.boolean().default(true).describe('Whether it hangs on a worker, as for a running pod.'),
  reclaimPolicy: z
    .enum(['Delete', 'Retain'])
    .default('Delete')
    .describe('Of its PersistentVolume. Retain: clean-up hands the volume over.'),
}).describe('A volume as Cinder CSI makes it for a claim.');

/** What the footprint provisioner makes: the OpenStack resources that the controllers of one cluster leave behind. */
export const footprintSpec = strict({
  generation: z
    .enum(['v1', 'v2'])
    .default('v2')
    .describe('v1: management host and Cluster API as k8s-cluster-api-provider makes it. v2: cluster stacks.'),
  release: z
    .enum(['r5', 'r6'])
    .default('r6')
    .describe('Release of v1 whose names the machines get; without effect for v2.'),
  controlPlanes: z.int().min(1).max(9).default(1).describe('Number of control plane servers.'),
  workers: z.int().min(0).max(20).default(1).describe('Number of worker servers.'),
  services: z
    .array(service)
    .max(10)
    .default([{ namespace: 'ingress-nginx', name: 'ingress-nginx-controller', ports: [80, 443] }])
    .describe('Services of type LoadBalancer.'),
  volumes: z
    .array(volume)
    .max(20)
    .default([
      { claim: 'attached', namespace: 'default', sizeGiB: 1, attached: true, reclaimPolicy: 'Delete' },
      { claim: 'detached', namespace: 'default', sizeGiB: 1, attached: false, reclaimPolicy: 'Delete' },
    ])
    .describe('Volumes for claims.'),
  snapshots: z.int().min(0).max(10).default(1).describe('Snapshots of the first volume.'),
  image: cloudName().default('Debian 12').describe('Name of the image of all servers.'),
  controlPlaneFlavor: cloudName().default('SCS-2V-4').describe('Name of the flavor of control plane servers.'),
  workerFlavor: cloudName().default('SCS-2V-4').describe('Name of the flavor of workers.'),
  rootVolumeGiB: z
    .int()
    .min(0)
    .max(1024)
    .default(20)
    .describe('Size of the root volume of each server in GiB. 0: boot from the image; the flavors must have a disk.'),
  volumeType: cloudName().exactOptional().describe("Type of all volumes; without it, the cloud's default type."),
  nodeCidr: z.cidrv4().default('10.8.0.0/20').describe("Addresses of the cluster's own subnet."),
});

export type FootprintSpec = Frozen<z.output<typeof footprintSpec>>;
