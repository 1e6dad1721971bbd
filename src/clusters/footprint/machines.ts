import type { FootprintSpec } from '../../config/footprintSpec.ts';
import { capoTexts, machineName, serverTexts, type OwnNames } from '../../creators/write.ts';
import type { Draw } from './draw.ts';
import { NETWORK, SUBNET } from './networkPieces.ts';
import { create, idOf, type Body, type Piece, type Reference } from './piece.ts';
import { GROUP } from './rules.ts';
import type { Stack } from './stack.ts';

export interface Machine {
  readonly role: 'controlPlane' | 'worker';
  /** Its server's name, and the key of its pieces: `port:<name>`, `server:<name>`, `root:<name>`. */
  readonly name: string;
}

/** The machines of a cluster; those of one role share their set's suffixes. */
export function machinesOf(spec: FootprintSpec, names: OwnNames, stack: Stack, draw: Draw): readonly Machine[] {
  const roles = [
    { role: 'controlPlane', count: spec.controlPlanes },
    { role: 'worker', count: spec.workers },
  ] as const;
  return roles.flatMap(({ role, count }) => {
    const set = [draw.suffix(), draw.suffix()] as const;
    return Array.from({ length: count }, () => ({
      role,
      name: machineName(names, stack.naming, role, { set, own: draw.suffix() }),
    }));
  });
}

/** What the machines stand on besides CAPO's own groups. */
export interface MachineGround {
  readonly image: string;
  readonly flavors: Readonly<Record<Machine['role'], string>>;
  /** Security groups of every machine, of V1. */
  readonly groups: readonly Reference[];
  /** Keypair of every machine, of V1. */
  readonly keyName?: { readonly name: string; readonly piece: string };
  /** Server group of each role, of V1. */
  readonly serverGroups?: Readonly<Record<Machine['role'], Reference>>;
}

/** Port, root volume and server of one machine (CAPO v0.9.0 port.go, instance.go). */
export function machinePieces(
  machine: Machine,
  spec: FootprintSpec,
  names: OwnNames,
  stack: Stack,
  ground: MachineGround,
): readonly Piece[] {
  const texts = serverTexts(machine.name);
  const port = `port:${machine.name}`;
  const root = `root:${machine.name}`;
  const server = `server:${machine.name}`;
  const hasRoot = spec.rootVolumeGiB > 0 && (machine.role === 'worker' || stack.controlPlaneRootVolumes);
  const group = ground.serverGroups?.[machine.role];
  const metadata = stack.metadata[machine.role];
  return [
    create(port, 'port', texts.port, {
      name: texts.port,
      description: capoTexts(names).createdPort,
      network_id: idOf(NETWORK),
      fixed_ips: [{ subnet_id: idOf(SUBNET) }],
      security_groups: [...ground.groups, idOf(GROUP[machine.role])],
    }),
    ...(hasRoot ? [rootVolume(root, texts.rootVolume, texts.rootVolumeDescription, spec, ground.image)] : []),
    create(
      server,
      'server',
      machine.name,
      {
        name: machine.name,
        flavorRef: ground.flavors[machine.role],
        networks: [{ port: idOf(port) }],
        ...(Object.keys(metadata).length === 0 ? {} : { metadata: { ...metadata } }),
        ...(ground.keyName === undefined ? {} : { key_name: ground.keyName.name }),
        ...(hasRoot ? { block_device_mapping_v2: [bootFrom(idOf(root))] } : { imageRef: ground.image }),
      },
      {
        after: ground.keyName === undefined ? [] : [ground.keyName.piece],
        afterReady: hasRoot ? [root] : [],
        ready: { of: server, kind: 'server', status: ['ACTIVE'] },
        ...(group === undefined ? {} : { hints: { group } }),
      },
    ),
  ];
}

function rootVolume(key: string, name: string, description: string, spec: FootprintSpec, image: string): Piece {
  return create(
    key,
    'volume',
    name,
    { name, description, size: spec.rootVolumeGiB, imageRef: image, ...volumeType(spec) },
    { ready: { of: key, kind: 'volume', status: ['available', 'in-use'] } },
  );
}

/** Nova's mapping for a root volume that goes with its server. */
export function bootFrom(volume: Reference): Body {
  return {
    uuid: volume,
    source_type: 'volume',
    destination_type: 'volume',
    boot_index: 0,
    delete_on_termination: true,
  };
}

/** The volume type, where the specification names one. */
export function volumeType(spec: FootprintSpec): Body {
  return spec.volumeType === undefined ? {} : { volume_type: spec.volumeType };
}
