import { randomDraw } from '../../src/clusters/footprint/draw.ts';
import { HOST } from '../../src/clusters/footprint/hostPieces.ts';
import { makeAll } from '../../src/clusters/footprint/make.ts';
import { footprintPlan, type FootprintPlan, type Surroundings } from '../../src/clusters/footprint/plan.ts';
import type { Piece } from '../../src/clusters/footprint/piece.ts';
import { ownNames } from '../../src/clusters/ownNames.ts';
import type { ProvisionContext } from '../../src/clusters/provisioner.ts';
import { createLister } from '../../src/openstack/lister.ts';
import { flavors, images } from '../../src/openstack/lookup.ts';
import type { FidelityCase } from './cases.ts';

export const V1_GROUND = HOST;

/** What V1's OpenTofu and scripts make before any controller does. */
export interface Ground {
  /** Names of it. */
  readonly names: ReadonlySet<string>;
  idOf(piece: string): string;
}

/** Lays the ground of a case; there is none for v2. */
export async function layGround(one: FidelityCase, context: ProvisionContext): Promise<Ground> {
  const plan = await planOf(one, context);
  const pieces = plan.pieces.filter(isGround);
  const made = await makeAll(pieces, context, createLister(context.session, context.clock));
  return {
    names: groundNames(plan),
    idOf(piece) {
      const id = made.get(piece)?.id;
      if (id === undefined) throw new Error(`the ground has no ${piece}`);
      return id;
    },
  };
}

/** Makes the whole footprint of a case. */
export async function makeFootprint(one: FidelityCase, context: ProvisionContext): Promise<void> {
  const plan = await planOf(one, context);
  await makeAll(plan.pieces, context, createLister(context.session, context.clock));
}

async function planOf({ spec, stack }: FidelityCase, context: ProvisionContext): Promise<FootprintPlan> {
  const [allFlavors, allImages] = await Promise.all([flavors(context.session), images(context.session)]);
  const id = (name: string, all: readonly { readonly id: string; readonly name: string }[]): string => {
    const found = all.find((one) => one.name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found.id;
  };
  const surroundings: Surroundings = {
    externalNetwork: context.externalNetworkId,
    image: id(spec.image, allImages),
    controlPlaneFlavor: id(spec.controlPlaneFlavor, allFlavors),
    workerFlavor: id(spec.workerFlavor, allFlavors),
  };
  return footprintPlan(spec, ownNames(context.cluster), randomDraw(), surroundings, stack);
}

function isGround({ key }: Piece): boolean {
  return key.startsWith('host:') || key === 'cluster:appcred';
}

/** Server groups have members that controllers put there, so these are compared. */
function groundNames({ pieces }: FootprintPlan): ReadonlySet<string> {
  const ground = pieces.filter((piece) => isGround(piece) && !(piece.do === 'create' && piece.kind === 'serverGroup'));
  return new Set(ground.map((piece) => piece.name));
}
