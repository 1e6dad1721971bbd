import { z } from 'zod';
import { checked } from './list.ts';
import { pages, type Pages } from './pages.ts';
import { text } from './reading.ts';
import type { Session } from './session.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Flavor extends Named {
  readonly vcpus: number;
  readonly ramMiB: number;
  /** 0: the flavor has no disk; boot from a volume. */
  readonly diskGiB: number;
}

export interface Image extends Named {
  readonly status: string;
}

const ExternalNetwork = z.object({ id: z.string(), name: text, 'router:external': z.boolean().default(false) });

const NovaFlavor = z
  .object({ id: z.string(), name: z.string(), vcpus: z.number(), ram: z.number(), disk: z.number() })
  .transform(({ id, name, vcpus, ram, disk }): Flavor => ({ id, name, vcpus, ramMiB: ram, diskGiB: disk }));

const GlanceImage = z.object({ id: z.string(), name: text, status: z.string() });

/** Networks that lead outside, of whatever project. @throws CloudError */
export async function externalNetworks(session: Session, signal?: AbortSignal): Promise<readonly Named[]> {
  const listing: Pages = {
    service: 'network',
    path: '/networks',
    many: 'networks',
    paging: 'links',
    query: { 'router:external': 'true', sort_key: 'id', sort_dir: 'asc' },
  };
  const all = await read(session, listing, ExternalNetwork, signal);
  return all.filter((network) => network['router:external']).map(({ id, name }) => ({ id, name }));
}

/** Every flavor the project may use. @throws CloudError */
export function flavors(session: Session, signal?: AbortSignal): Promise<readonly Flavor[]> {
  const listing: Pages = { service: 'compute', path: '/flavors/detail', many: 'flavors', paging: 'links' };
  return read(session, listing, NovaFlavor, signal);
}

/** Every image the project may use, whoever owns it. @throws CloudError */
export function images(session: Session, signal?: AbortSignal): Promise<readonly Image[]> {
  const listing: Pages = { service: 'image', path: '/images', many: 'images', paging: 'next' };
  return read(session, listing, GlanceImage, signal);
}

async function read<T>(
  session: Session,
  listing: Pages,
  schema: z.ZodType<T>,
  signal: AbortSignal | undefined,
): Promise<T[]> {
  const result: T[] = [];
  for await (const item of pages(session, listing, signal)) result.push(checked(listing, () => schema.parse(item)));
  return result;
}
