import { randomBytes } from 'node:crypto';
import { namesOf } from '../../src/creators/clusterNames.ts';
import { attribute } from '../../src/forceclean/attribute.ts';
import { BASE32, clusterName } from '../../src/model/names.ts';
import { inventory } from '../../src/openstack/inventory.ts';
import type { Session } from '../../src/openstack/session.ts';
import type { Listing } from '../clusters/listing.ts';
import { provisioning, type Provisioning } from '../clusters/provisioning.ts';
import { rawListing } from '../clusters/raw.ts';
import type { Bed } from '../kubernetesBed/bed.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import type { World } from '../support/world.ts';
import type { FidelityCase } from './cases.ts';
import { layGround, makeFootprint } from './ground.ts';
import { makeReal } from './realCluster.ts';
import { tidy } from './tidy.ts';

/** The external network that test/beds/kubernetes/up makes. */
const EXTERNAL = 'ext-lo';
const SECONDS = 1800;

/** What real controllers left in a project of their own. */
export interface RealSide {
  readonly listing: Listing;
  /** Names of what was laid beforehand. */
  readonly ground: ReadonlySet<string>;
  /** What forceclean says of the project, as a sentence. */
  readonly attributed: string;
}

/** A name as a run draws it. */
export function newName(): string {
  return clusterName([...randomBytes(9)].map((byte) => BASE32[byte % 32]).join(''), 0);
}

/** Makes a cluster of real controllers, lists its project, and takes it down again. */
export async function realSide(one: FidelityCase, cluster: string, bed: Bed): Promise<RealSide> {
  return inWorld(cluster, async (world, site) => {
    const ground = await layGround(one, site.context);
    const real = await makeReal(one, bed, site.context, ground);
    const listing = await tidied(world, site, ground.names);
    const attributed = await attribution(site.context.session, cluster);
    await real.end();
    return { listing, ground: ground.names, attributed };
  });
}

/** Makes the footprint of a case, lists its project, and removes it. */
export async function footprintSide(one: FidelityCase, cluster: string, ground: ReadonlySet<string>): Promise<Listing> {
  return inWorld(cluster, async (world, site) => {
    await makeFootprint(one, site.context);
    return tidied(world, site, ground);
  });
}

async function inWorld<T>(cluster: string, work: (world: World, site: Provisioning) => Promise<T>): Promise<T> {
  const world = await makeRealWorld();
  try {
    const site = await provisioning({ ...world, externalNetwork: EXTERNAL }, cluster, SECONDS);
    try {
      return await work(world, site);
    } finally {
      await site.end();
    }
  } finally {
    await world.dispose();
  }
}

async function tidied(world: World, { context }: Provisioning, ground: ReadonlySet<string>): Promise<Listing> {
  const listing = await rawListing(world);
  const known = { externalNetwork: context.externalNetworkId, image: imageIn(listing) };
  return tidy(listing, namesOf(context.cluster), known, ground);
}

/** The image that the root volumes were made from. */
function imageIn({ volumes = [] }: Listing): string {
  const made = volumes.map((volume) => volume['volume_image_metadata'] as { image_id?: string } | undefined);
  return made.find((one) => one?.image_id !== undefined)?.image_id ?? 'no image';
}

async function attribution(session: Session, cluster: string): Promise<string> {
  const seen = await inventory(session);
  if (seen.gaps.length > 0) throw new Error(`not listed: ${JSON.stringify(seen.gaps)}`);
  const all = attribute({ inventory: seen, clusters: [namesOf(cluster)], ledger: [] });
  const others = all.filter(({ verdict }) => verdict !== 'ours').map(({ resource }) => resource.kind);
  const counts = [...new Set(others)].sort().map((kind) => `${others.filter((one) => one === kind).length} ${kind}`);
  return `By the name alone forceclean calls ${all.length - others.length} of the ${all.length} resources of the project the cluster’s; the others: ${counts.join(', ')}.`;
}
