import { footprintSpec } from './footprintSpec.ts';
import { repeated, rule } from './rule.ts';
import type { Rule } from './rule.ts';

const { controlPlanes, workers, services, volumes, snapshots, rootVolumeGiB, nodeCidr } = footprintSpec.shape;
const { controlPlaneFlavor, workerFlavor } = footprintSpec.shape;

const attachedVolumesNeedAWorker = rule({ workers, volumes }, (spec) =>
  spec.workers > 0
    ? []
    : spec.volumes.flatMap((volume, index) =>
        volume.attached
          ? [
              {
                path: ['volumes', index, 'attached'],
                says: 'an attached volume needs a worker to hang on, and workers is 0',
              },
            ]
          : [],
      ),
);

const snapshotsNeedAVolume = rule({ snapshots, volumes }, (spec) =>
  spec.snapshots > 0 && spec.volumes.length === 0
    ? [
        {
          path: ['snapshots'],
          says: 'a snapshot needs a volume, and volumes is empty; set snapshots to 0 or add a volume',
        },
      ]
    : [],
);

/** SCS flavor names (SCS standard scs-0100) tell the disk after CPUs and RAM: SCS-2V-4 has none, SCS-2V-4-20s has 20 GB. */
const DISKLESS = /^SCS-\d+[A-Z]i?-\d+(\.\d+)?u?o?(_.*)?$/;

const imageBootNeedsADisk = rule({ controlPlaneFlavor, workerFlavor, rootVolumeGiB }, (spec) => {
  if (spec.rootVolumeGiB > 0) return [];
  return (['controlPlaneFlavor', 'workerFlavor'] as const)
    .filter((key) => DISKLESS.test(spec[key]))
    .map((key) => ({
      path: [key],
      says: `${spec[key]} has no disk to boot from; set rootVolumeGiB, or use a flavor with a disk such as ${spec[key]}-20s`,
    }));
});

const nodesFitTheSubnet = rule({ nodeCidr, controlPlanes, workers, services }, (spec) => {
  const addresses = 2 ** (32 - prefixOf(spec.nodeCidr));
  // Beside nodes: network, gateway, broadcast, three for DHCP, one VIP for the API and for each Service.
  const needed = spec.controlPlanes + spec.workers + spec.services.length + 7;
  return addresses >= needed
    ? []
    : [{ path: ['nodeCidr'], says: `holds ${addresses} addresses, and ${needed} are needed` }];
});

const subnetHasNoHostBits = rule({ nodeCidr }, (spec) => {
  const [address = ''] = spec.nodeCidr.split('/');
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - prefixOf(spec.nodeCidr));
  return number % size === 0 ? [] : [{ path: ['nodeCidr'], says: 'is not the first address of its subnet' }];
});

const claimsAreUnique = rule({ volumes }, (spec) =>
  repeated(spec.volumes.map((volume) => `${volume.namespace}/${volume.claim}`)).map(({ index, item }) => ({
    path: ['volumes', index, 'claim'],
    says: `the claim ${item} is there twice`,
  })),
);

const servicesAreUnique = rule({ services }, (spec) =>
  repeated(spec.services.map((service) => `${service.namespace}/${service.name}`)).map(({ index, item }) => ({
    path: ['services', index, 'name'],
    says: `the Service ${item} is there twice`,
  })),
);

const portsAreUnique = rule({ services }, (spec) =>
  spec.services.flatMap((service, index) =>
    repeated(service.ports.map(String)).map((port) => ({
      path: ['services', index, 'ports', port.index],
      says: `port ${port.item} is there twice`,
    })),
  ),
);

/** What must hold between the fields of anything that makes machines, whose fields are called alike. */
export const MACHINE_RULES: readonly Rule[] = [imageBootNeedsADisk, subnetHasNoHostBits];

/** What must hold between the fields of one footprint. */
export const FOOTPRINT_RULES: readonly Rule[] = [
  attachedVolumesNeedAWorker,
  snapshotsNeedAVolume,
  ...MACHINE_RULES,
  nodesFitTheSubnet,
  claimsAreUnique,
  servicesAreUnique,
  portsAreUnique,
];

function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}
