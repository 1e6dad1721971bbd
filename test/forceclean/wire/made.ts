import type { Kind } from '../../../src/model/resource.ts';

/** One object as it stands in a project. */
export interface Made {
  readonly kind: Kind;
  readonly id: string;
  /** The router that holds it: then it goes by a call on that router. */
  readonly router?: string;
}

/** The call by which it goes, as `effects` writes calls. */
export function callOf(made: Made): string {
  return made.router === undefined ? `DELETE ${made.id}` : `DETACH ${made.router}`;
}

/** Every call but reading and logging in, by what it does and to which id, each once, in the order of their first sending. */
export function effects(log: readonly { readonly method: string; readonly path: string }[]): readonly string[] {
  const sent = log.filter((line) => line.method !== 'GET' && !line.path.endsWith('/auth/tokens'));
  return [...new Set(sent.map(effect))];
}

/** What is asked of a router by name. */
const ON_ROUTERS: Readonly<Record<string, string>> = {
  remove_router_interface: 'DETACH',
  remove_extraroutes: 'UNROUTE',
};

function effect({ method, path }: { readonly method: string; readonly path: string }): string {
  const parts = path.replace(/\?.*$/, '').split('/');
  const last = decodeURIComponent(parts.at(-1) ?? '');
  const deed = ON_ROUTERS[last];
  return deed === undefined ? `${method} ${last}` : `${deed} ${parts.at(-2) ?? ''}`;
}
