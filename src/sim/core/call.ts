import type { Fault } from './fault.ts';
import type { State } from './state.ts';
import type { Token } from '../identity/rows.ts';

export type ServiceName = 'identity' | 'compute' | 'network' | 'volume' | 'loadBalancer' | 'image' | 'objectStore';

/** One request as a handler sees it. */
export interface Call {
  readonly state: State;
  readonly service: ServiceName;
  readonly method: string;
  /** Root of the whole cloud: `http://127.0.0.1:12345`. */
  readonly base: string;
  /** Path of the request without its query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON; the text itself for a service that is `plain`. */
  readonly body: unknown;
  readonly params: Readonly<Record<string, string>>;
  /** Undefined only on the routes that are open. */
  readonly token: Token | undefined;
  /** Project of the token; '' on open routes. */
  readonly projectId: string;
  /** The number after `2.` (Nova) or `3.` (Cinder) that the caller asked for. */
  readonly microversion: number;
  /** How many requests had been answered when this one began to come in. */
  readonly arrivedAfter: number;
  /** True where a script says that filters are ignored. */
  readonly ignoreFilters: boolean;
  /** How what this request starts will end, where a script says so: in an error, or silently back where it was. */
  readonly ending: 'well' | 'error' | 'back';
}

export interface Reply {
  readonly status: number;
  /** Sent as JSON; a text as it stands where the reply is `plain`. */
  readonly body?: unknown;
  readonly plain?: true;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: string;
  /** Below the service's prefix; `:name` takes one segment, `:name+` at its end all that follow. */
  readonly path: string;
  /** Answers without a token. */
  readonly open?: boolean;
  readonly handle: (call: Call) => Reply;
}

/** One service behind one prefix of the cloud's port. */
export interface SimService {
  readonly name: ServiceName;
  readonly prefix: string;
  /** Another way to write the version in a path: `/v2.0/` for `/v2/`. */
  readonly alias?: { readonly from: string; readonly to: string };
  readonly routes: readonly Route[];
  /** Bodies are no JSON, but for lists. */
  readonly plain?: true;
  /** Microversions, where it has them: `compute 2.1` to `compute 2.93`. */
  readonly versions?: { readonly type: string; readonly major: number; readonly least: number; readonly most: number };
  /** How it says what its handlers did not phrase themselves: bad bodies (400), no such path (404), scripted errors. */
  readonly fault: (status: number, message: string) => Fault;
}

/** One parameter of the path. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`route without :${name}`);
  return value;
}

/** The caller's user. */
export function userOf(call: Call): string {
  return call.token?.userId ?? '';
}
