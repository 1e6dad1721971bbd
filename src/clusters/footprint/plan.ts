import type { FootprintSpec } from '../../config/footprintSpec.ts';
import type { OwnNames } from '../../creators/write.ts';
import { hostTexts } from '../../creators/writeHost.ts';
import { apiPieces } from './apiPieces.ts';
import type { Draw } from './draw.ts';
import { HOST, hostPieces } from './hostPieces.ts';
import { machinePieces, machinesOf, volumeType, type Machine, type MachineGround } from './machines.ts';
import { groupPieces, networkPieces } from './networkPieces.ts';
import { idOf, type Piece, type Reference } from './piece.ts';
import { GROUP } from './rules.ts';
import { scriptPieces } from './scriptPieces.ts';
import { nodesOf, serviceGroupKey, servicePieces } from './servicePieces.ts';
import { stackOf, type Stack } from './stack.ts';
import { volumePieces } from './volumePieces.ts';

/** Ids of what the cloud has already. */
export interface Surroundings {
  readonly externalNetwork: string;
  readonly image: string;
  readonly controlPlaneFlavor: string;
  readonly workerFlavor: string;
}

/** Everything that the controllers of one cluster make, as plain data, in an order in which nothing refers ahead. */
export interface FootprintPlan {
  readonly pieces: readonly Piece[];
  readonly machines: readonly Machine[];
}

/** @param stack what differs between generations; tests give that of a recorded cluster */
export function footprintPlan(
  spec: FootprintSpec,
  names: OwnNames,
  draw: Draw,
  surroundings: Surroundings,
  stack: Stack = stackOf(spec),
): FootprintPlan {
  const { externalNetwork, image, controlPlaneFlavor, workerFlavor } = surroundings;
  const machines = machinesOf(spec, names, stack, draw);
  const ground: MachineGround = {
    image,
    flavors: { controlPlane: controlPlaneFlavor, worker: workerFlavor },
    groups: [],
    ...(stack.host ? hostGround(names) : {}),
  };
  const host = { names, draw, image, flavor: controlPlaneFlavor, externalNetwork, volumeType: volumeType(spec) };
  const service = { names, stack, draw, machines, cidr: spec.nodeCidr, externalNetwork };
  return {
    machines,
    pieces: [
      ...networkPieces(names, spec.nodeCidr, externalNetwork),
      ...(stack.host ? [...hostPieces(host), ...scriptPieces(names)] : []),
      ...groupPieces(names, stack, spec.nodeCidr),
      ...machines.flatMap((machine) => machinePieces(machine, spec, names, stack, ground)),
      ...apiPieces(names, machines, externalNetwork),
      ...spec.services.flatMap((one) => servicePieces(one, service)),
      ...(stack.serviceGroups ? nodeGroupPieces(spec, machines, stack, ground) : []),
      ...volumePieces(spec, names, draw, machines),
    ],
  };
}

/** OCCM puts the group of each Service on the ports of the nodes behind it (seen on every machine's port). */
function nodeGroupPieces(
  spec: FootprintSpec,
  machines: readonly Machine[],
  stack: Stack,
  ground: MachineGround,
): readonly Piece[] {
  if (spec.services.length === 0) return [];
  return nodesOf(machines, stack).map((machine): Piece => ({
    do: 'groups',
    key: `port:${machine.name}:groups`,
    name: machine.name,
    port: idOf(`port:${machine.name}`),
    groups: [
      ...ground.groups,
      idOf(GROUP[machine.role]),
      ...spec.services.map((service) => idOf(serviceGroupKey(service))),
    ],
    after: [],
    afterReady: [`server:${machine.name}`],
  }));
}

/** What V1's machines take from the management host (files/template/cluster-template.yaml:331-355). */
function hostGround(names: OwnNames): Pick<MachineGround, 'groups' | 'keyName' | 'serverGroups'> {
  const groups: readonly Reference[] = [idOf(HOST.sshGroup), idOf(HOST.icmpGroup), idOf(HOST.ciliumGroup)];
  return {
    groups,
    keyName: { name: hostTexts(names).keypair, piece: HOST.keypair },
    serverGroups: { controlPlane: idOf(HOST.controllerGroup), worker: idOf(HOST.workerGroup) },
  };
}
