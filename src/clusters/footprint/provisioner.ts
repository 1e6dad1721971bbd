import type { FootprintSpec } from '../../config/footprintSpec.ts';
import { TroikaError } from '../../model/error.ts';
import { createLister } from '../../openstack/lister.ts';
import { flavors, images } from '../../openstack/lookup.ts';
import { ownNames } from '../ownNames.ts';
import type { Access, Provisioner, ProvisionContext } from '../provisioner.ts';
import { API, API_PORT } from './apiPieces.ts';
import { demandOf } from './demand.ts';
import { randomDraw, type Draw } from './draw.ts';
import { expectedOf } from './expected.ts';
import type { Made } from './made.ts';
import { makeAll } from './make.ts';
import { NETWORK, ROUTER, SUBNET } from './networkPieces.ts';
import { footprintPlan, type Surroundings } from './plan.ts';
import { plannedNames } from './plannedNames.ts';

/**
 * Makes in OpenStack exactly what the controllers of a cluster leave there, without a cluster: the harness's own test
 * object where no hypervisor can boot a node. Its namespace, and the prefix of a V1 management host, are its name.
 * @param makeDraw where each cluster's chance comes from
 */
export function createFootprint(makeDraw: () => Draw): Provisioner<FootprintSpec> {
  return {
    name: 'footprint',
    demand: demandOf,
    names: (spec, cluster) => plannedNames(spec, ownNames(cluster)),
    async up(spec, context) {
      const names = ownNames(context.cluster);
      const plan = footprintPlan(spec, names, makeDraw(), await surroundingsOf(spec, context));
      const made = await makeAll(plan.pieces, context, createLister(context.session, context.clock));
      return access(context.cluster, made, expectedOf(spec, names, plan));
    },
  };
}

export const footprint: Provisioner<FootprintSpec> = createFootprint(randomDraw);

async function surroundingsOf(spec: FootprintSpec, context: ProvisionContext): Promise<Surroundings> {
  const { session, signal, externalNetworkId } = context;
  const [allFlavors, allImages] = await Promise.all([flavors(session, signal), images(session, signal)]);
  return {
    externalNetwork: externalNetworkId,
    image: idNamed('image', spec.image, allImages),
    controlPlaneFlavor: idNamed('flavor', spec.controlPlaneFlavor, allFlavors),
    workerFlavor: idNamed('flavor', spec.workerFlavor, allFlavors),
  };
}

function idNamed(what: string, name: string, all: readonly { readonly id: string; readonly name: string }[]): string {
  const found = all.filter((one) => one.name === name);
  const [one] = found;
  if (one !== undefined && found.length === 1) return one.id;
  throw new TroikaError(
    'usage',
    found.length === 0 ? `there is no ${what} ${name}` : `there are ${found.length} ${what}s called ${name}`,
    {
      hint: `This project sees: ${[...new Set(all.map((other) => other.name))].sort().join(', ') || 'none'}.`,
    },
  );
}

const ROLES = {
  network: NETWORK,
  subnet: SUBNET,
  router: ROUTER,
  apiLoadBalancer: API.loadBalancer,
  apiFloatingIp: API.floatingIp,
} as const;

function access(cluster: string, made: ReadonlyMap<string, Made>, expected: Access['expected']): Access {
  const roles = Object.entries(ROLES).map(([role, key]) => [role, made.get(key)?.id ?? '']);
  const servers = [...made].filter(([key]) => key.startsWith('server:')).map(([key, one]) => [key, one.id]);
  return {
    cluster,
    ids: Object.fromEntries([...roles, ...servers]),
    endpoint: `https://${made.get(API.floatingIp)?.address ?? ''}:${API_PORT}`,
    expected,
  };
}
