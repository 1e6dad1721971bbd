import { CAPO_MACHINE } from '../creators/capo.ts';
import { CINDER_CSI } from '../creators/cinderCsi.ts';
import { textsOf } from '../creators/recognise.ts';
import type { TextRow } from '../creators/row.ts';
import { TOFU_V1 } from '../creators/tofuV1.ts';
import type { Resource } from '../model/resource.ts';

/** What the driver writes on everything (cloud-provider-openstack pkg/csi/cinder/openstack/openstack_volumes.go:52). */
const CSI_TEXT = 'Created by OpenStack Cinder CSI driver';
const CSI_KEY = /^(?:cinder\.csi\.openstack\.org|csi\.storage\.k8s\.io|kubernetes\.io\/created-for)\//;

const readersOf = (rows: readonly TextRow[]) => rows.map((row) => ({ row, read: row.template.reader() }));
const NAMES = readersOf([CINDER_CSI.volume, CINDER_CSI.inTree, CINDER_CSI.snapshot, CINDER_CSI.backup]);
/** A bastion's root volume is called like any other. */
const DISKS = readersOf([
  CAPO_MACHINE.rootVolume,
  CAPO_MACHINE.rootVolumeDescription,
  CAPO_MACHINE.extraVolumeDescription,
  TOFU_V1.volume,
  TOFU_V1.volumeDescription,
]);

/** A volume behind a claim, or a snapshot or backup of one, by what Cinder's drivers write. Pure. */
export function isClaimed(resource: Resource): boolean {
  if (!['volume', 'snapshot', 'backup'].includes(resource.kind)) return false;
  if (resource.description === CSI_TEXT || Object.keys(resource.metadata).some((key) => CSI_KEY.test(key))) return true;
  return reads(resource, NAMES);
}

/**
 * True when one of ours may stand behind a claim: every volume that its creator does not call a machine's disk. What is
 * known by a ledger alone may be called anything. Pure.
 */
export function mayBeClaimed(resource: Resource): boolean {
  return isClaimed(resource) || (resource.kind === 'volume' && !reads(resource, DISKS));
}

function reads(resource: Resource, readers: ReturnType<typeof readersOf>): boolean {
  return readers.some(
    ({ row, read }) =>
      row.kind === resource.kind && textsOf(resource, row.field).some((text) => read(text) !== undefined),
  );
}
