import { linked, type Resource } from './resource.ts';

/** An extra route of a router: what is for the range goes by way of the address. */
export interface ExtraRoute {
  /** CIDR. */
  readonly destination: string;
  /** An address in a subnet that the router has an interface on. */
  readonly nexthop: string;
}

const BY_WAY_OF = ' via ';

/** A route as the id of its router's link to it, and as people read it: `10.20.0.0/24 via 10.8.0.77`. */
export function routeId({ destination, nexthop }: ExtraRoute): string {
  return `${destination}${BY_WAY_OF}${nexthop}`;
}

/** The extra routes of a router, as its links tell them. */
export function routesOf(router: Resource): readonly ExtraRoute[] {
  return linked(router, 'route').map((id) => {
    const [destination = '', nexthop = ''] = id.split(BY_WAY_OF);
    return { destination, nexthop };
  });
}
