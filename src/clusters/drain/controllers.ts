import type { Runner } from './objects.ts';

/**
 * The last part of the names of images that must live until the drain is over, for they remove what was asked to go: the
 * cloud controller manager, the storage drivers, and the sidecars beside them (cloud-provider-openstack charts/;
 * kubernetes-csi). So they are known wherever they run.
 */
const CONTROLLERS: readonly string[] = [
  'openstack-cloud-controller-manager',
  'cinder-csi-plugin',
  'manila-csi-plugin',
  'csi-provisioner',
  'csi-attacher',
  'csi-resizer',
  'csi-snapshotter',
  'csi-node-driver-registrar',
  'snapshot-controller',
  'livenessprobe',
];

/** True for a workload or a pod of those without which nothing goes away. Pure. */
export function isController({ images }: Pick<Runner, 'images'>): boolean {
  return images.some((image) => CONTROLLERS.includes(baseName(image)));
}

/** `registry.k8s.io/sig-storage/csi-attacher:v4.7.0@sha256:…` is `csi-attacher`. */
function baseName(image: string): string {
  return (image.split('@')[0] ?? '').replace(/:[^/:]*$/, '').replace(/^.*\//, '');
}
