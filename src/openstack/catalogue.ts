import { z } from 'zod';
import { NOTHING_TO_LOOK_AT, SERVICES } from './services.ts';
import type { Service } from './session.ts';

export const Catalogue = z.array(
  z.object({
    type: z.string(),
    endpoints: z.array(
      z.object({
        interface: z.string(),
        url: z.string(),
        region: z.string().nullish(),
        region_id: z.string().nullish(),
      }),
    ),
  }),
);

export type Catalogue = z.infer<typeof Catalogue>;

export interface Place {
  readonly region: string | undefined;
  readonly interface: string;
}

/** Every region that the catalogue has an endpoint in, sorted. */
export function regionsOf(catalogue: Catalogue): readonly string[] {
  const regions = catalogue.flatMap((entry) => entry.endpoints.map(regionOf));
  return [...new Set(regions.filter((region) => region !== undefined))].sort();
}

/** The endpoint of a service in a region and with an interface; the first type of the service's row that has one wins. */
export function endpointOf(catalogue: Catalogue, service: Service, place: Place): string | undefined {
  for (const type of SERVICES[service].types) {
    const endpoints = catalogue.filter((entry) => entry.type === type).flatMap((entry) => entry.endpoints);
    const found = endpoints.find((endpoint) => endpoint.interface === place.interface && isIn(endpoint, place.region));
    if (found !== undefined) return found.url;
  }
  return undefined;
}

/** Types of the services that have an endpoint in the region, sorted. */
export function servicesIn(catalogue: Catalogue, region: string | undefined): readonly string[] {
  const found = catalogue.filter((entry) => entry.endpoints.some((endpoint) => isIn(endpoint, region)));
  return [...new Set(found.map((entry) => entry.type))].sort();
}

/** What to do about a service that has no endpoint here: the interfaces it has, or the services there are. */
export function absenceHint(catalogue: Catalogue, service: Service, place: Place): string {
  const { types } = SERVICES[service];
  const elsewhere = catalogue
    .filter((entry) => types.includes(entry.type))
    .flatMap((entry) => entry.endpoints)
    .map((endpoint) => `${endpoint.interface} in ${regionOf(endpoint) ?? 'no region'}`);
  if (elsewhere.length > 0) return `The catalogue has it as ${elsewhere.join(', ')}: see region_name and interface.`;
  return `The catalogue has ${servicesIn(catalogue, place.region).join(', ')}.`;
}

/** Services of the catalogue that nobody here looks at. */
export function unseenServices(services: readonly string[]): readonly string[] {
  return services.filter((type) => !NOTHING_TO_LOOK_AT.has(type));
}

type Entry = Catalogue[number]['endpoints'][number];

function regionOf(endpoint: Entry): string | undefined {
  return endpoint.region ?? endpoint.region_id ?? undefined;
}

function isIn(endpoint: Entry, region: string | undefined): boolean {
  return region === undefined || regionOf(endpoint) === region;
}
