import type { Route, SimService } from './call.ts';

/** A route that fits, with the segments its path names. */
export interface Match {
  readonly service: SimService;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

type Router = (method: string, path: string) => Match | SimService | undefined;

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Makes the function that finds the route of a request: the service alone where it has none, undefined where there is no service. */
export function createRouter(services: readonly SimService[]): Router {
  const tables = services.map((service) => ({ service, routes: service.routes.map(compile) }));
  return (method, path) => {
    const table = tables.find(({ service }) => path === service.prefix || path.startsWith(`${service.prefix}/`));
    if (table === undefined) return undefined;
    const { prefix, alias } = table.service;
    const below = path.slice(prefix.length);
    const segments = split(
      alias !== undefined && below.startsWith(alias.from) ? alias.to + below.slice(alias.from.length) : below,
    );
    for (const { route, segments: wanted } of table.routes) {
      if (route.method !== method) continue;
      const params = fit(wanted, segments);
      if (params !== undefined) return { service: table.service, route, params };
    }
    return table.service;
  };
}

function compile(route: Route): Compiled {
  return { route, segments: split(route.path) };
}

function split(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function fit(wanted: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const rest = wanted.at(-1)?.endsWith('+') === true;
  if (rest ? segments.length < wanted.length : segments.length !== wanted.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const have = segments[index] ?? '';
    if (want.endsWith('+')) params[want.slice(1, -1)] = segments.slice(index).map(decodeURIComponent).join('/');
    else if (want.startsWith(':')) params[want.slice(1)] = decodeURIComponent(have);
    else if (want !== have.replace(/\.json$/, '')) return undefined;
  }
  return params;
}
