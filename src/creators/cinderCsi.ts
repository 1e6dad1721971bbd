import { rowsOf, type TextRow } from './row.ts';

const row = rowsOf('cinderCsi');
const CREATED = 'Created by OpenStack Cinder CSI driver';
const DRIVER = 'cloud-provider-openstack c453fb7 pkg/csi/cinder';

const BACKUPS = { versions: 'from v1.30' } as const;

/** The key under which the driver writes its `--cluster`: V1 and V2 give it the cluster's name. */
export const CLUSTER_KEY = 'cinder.csi.openstack.org/cluster';

/** What the sidecars pass with `--extra-create-metadata` (external-provisioner pkg/controller/controller.go:483-497). */
export const CSI_KEYS = {
  claim: 'csi.storage.k8s.io/pvc/name',
  claimNamespace: 'csi.storage.k8s.io/pvc/namespace',
  persistentVolume: 'csi.storage.k8s.io/pv/name',
  snapshot: 'csi.storage.k8s.io/volumesnapshot/name',
  snapshotNamespace: 'csi.storage.k8s.io/volumesnapshot/namespace',
  snapshotContent: 'csi.storage.k8s.io/volumesnapshotcontent/name',
} as const;

/** Cinder's CSI driver. Its texts name a cluster by one metadata key alone; `kubernetes` is the default and names none. */
export const CINDER_CSI = {
  volume: row('volume', 'name', 'pvc-{U}', `${DRIVER}/controllerserver.go:131-137`),
  volumeDescription: row('volume', 'description', CREATED, `${DRIVER}/openstack/openstack_volumes.go:52`, {
    versions: 'v1.21 to v1.32',
  }),
  volumeCluster: row('volume', `metadata:${CLUSTER_KEY}`, '{C}', `${DRIVER}/controllerserver.go:51`, { telling: true }),
  persistentVolume: row(
    'volume',
    `metadata:${CSI_KEYS.persistentVolume}`,
    'pvc-{U}',
    'external-provisioner pkg/controller/controller.go:483-497',
  ),
  ephemeral: row(
    'volume',
    'name',
    'ephemeral-csi-{X}',
    'cloud-provider-openstack v1.28.2 pkg/csi/cinder/nodeserver.go:122-152; the id is kubelet’s, kubernetes pkg/volume/csi makeVolumeHandle',
    {
      versions: 'up to v1.30',
    },
  ),
  inTree: row('volume', 'name', '{C}-dynamic-pvc-{U}', 'kubernetes pkg/volume/util/util.go GenerateVolumeName', {
    versions: 'in-tree Cinder',
  }),
  inTreeVolume: row(
    'volume',
    'metadata:kubernetes.io/created-for/pv/name',
    'pvc-{U}',
    'kubernetes pkg/controller/volume/persistentvolume/pv_controller.go; not verified for Cinder',
    { versions: 'in-tree Cinder' },
  ),
  snapshot: row('snapshot', 'name', 'snapshot-{U}', `${DRIVER}/controllerserver.go:705-719`),
  snapshotDescription: row('snapshot', 'description', CREATED, `${DRIVER}/controllerserver.go:705-719`),
  snapshotCluster: row(
    'snapshot',
    `metadata:${CLUSTER_KEY}`,
    '{C}',
    'cloud-provider-openstack v1.22.2 pkg/csi/cinder/controllerserver.go:366-379',
    {
      versions: 'from v1.22',
      telling: true,
    },
  ),
  snapshotContent: row(
    'snapshot',
    `metadata:${CSI_KEYS.snapshotContent}`,
    'snapcontent-{U}',
    'external-snapshotter pkg/sidecar-controller/csi_handler.go:138-147',
  ),
  // A VolumeSnapshot of type backup: the snapshot it was made of goes again, the backup bears its texts.
  backup: row('backup', 'name', 'snapshot-{U}', `${DRIVER}/controllerserver.go:629-661`, BACKUPS),
  backupDescription: row('backup', 'description', CREATED, `${DRIVER}/controllerserver.go:730-752`, BACKUPS),
  backupCluster: row('backup', `metadata:${CLUSTER_KEY}`, '{C}', `${DRIVER}/controllerserver.go:730-752`, {
    ...BACKUPS,
    telling: true,
  }),
  backupContent: row(
    'backup',
    `metadata:${CSI_KEYS.snapshotContent}`,
    'snapcontent-{U}',
    'external-snapshotter pkg/sidecar-controller/csi_handler.go:138-147',
    BACKUPS,
  ),
} as const satisfies Record<string, TextRow>;
