import type { Call, Reply, SimService } from './call.ts';
import { Fault, notAuthenticated } from './fault.ts';
import type { Door, Incoming, Outgoing } from './http.ts';
import type { Held } from './held.ts';
import { CUT, outgoing } from './outgoing.ts';
import { BadBody } from './read.ts';
import { createRouter, type Match } from './route.ts';
import { microversionOf, versionHeaders } from './microversion.ts';
import type { Met, Mishap, Script } from './script.ts';
import type { State } from './state.ts';
import type { Token } from '../identity/rows.ts';
import { isGood } from '../identity/tokens.ts';

/** One line of the request log. */
export interface LoggedRequest {
  readonly at: string;
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  /** Undefined where no answer was sent, or none yet. */
  readonly status: number | undefined;
  /** Undefined before a token was looked at. */
  readonly projectId: string | undefined;
  readonly requestId: string;
}

interface Tools {
  readonly state: State;
  readonly script: Script;
  readonly held: Held;
  readonly requests: LoggedRequest[];
  readonly services: readonly SimService[];
  readonly base: () => string;
  readonly leapMs: number;
}

/** Makes the door of the cloud. It settles what is due, meets the script, finds the route, logs, and runs it now or late. */
export function createDoor(tools: Tools): Door {
  const { state, script, requests, held } = tools;
  const router = createRouter(tools.services);
  const answer = (incoming: Incoming): Outgoing | Promise<Outgoing> => {
    state.time.advance(tools.leapMs);
    state.time.settle();
    const path = incoming.url.pathname + incoming.url.search;
    const met = script.meet(incoming.method, path);
    const found = router(incoming.method, incoming.url.pathname);
    const token = tokenOf(state, incoming, found);
    if (met?.mishap.do === 'expireToken' && token !== undefined) state.tokens.delete(token.id);
    const requestId = `req-${state.random.uuid()}`;
    const line = {
      at: state.time.now().toISOString(),
      method: incoming.method,
      path,
      status: undefined as number | undefined,
      projectId: token?.projectId,
      requestId,
    };
    requests.push(line);
    const mishap = met?.mishap;
    const cut = cuts(mishap);
    const carryOut = (arrived: Incoming): Outgoing => {
      const decided = decide(tools, arrived, found, met);
      const reply = serviceOf(found)?.plain === true ? { ...decided, plain: true as const } : decided;
      if (!cut) line.status = reply.status;
      state.answered.count += 1;
      return outgoing(reply, state.time.now(), requestId, mishap, cut);
    };
    if (mishap?.do === 'reset') return CUT;
    if (mishap?.do !== 'late') return carryOut(incoming);
    const late = new Promise<Outgoing>((resolve) => {
      // Whether its revision still counts is looked at when it is carried out.
      held.keep(mishap.ms, () => resolve(carryOut({ ...incoming, arrivedAfter: state.answered.count })));
    });
    return cut ? CUT : late;
  };
  return { answer, answered: () => state.answered.count };
}

/** True where the caller gets no answer. */
function cuts(mishap: Mishap | undefined): boolean {
  if (mishap?.do === 'late') return mishap.cut === true;
  return mishap?.do === 'reset' || mishap?.do === 'lose';
}

function serviceOf(found: Match | SimService | undefined): SimService | undefined {
  return found !== undefined && 'route' in found ? found.service : found;
}

function decide(tools: Tools, incoming: Incoming, found: Match | SimService | undefined, met: Met | undefined): Reply {
  if (found === undefined)
    return { status: 404, body: { error: { code: 404, title: 'Not Found', message: 'Not Found' } } };
  const service = 'route' in found ? found.service : found;
  try {
    if (met?.mishap.do === 'answer') {
      const { status, says = 'The service is not able to do this now.', retryAfter } = met.mishap;
      const headers = retryAfter === undefined ? {} : { 'Retry-After': retryAfter };
      return { status, body: service.fault(status, says).body, headers };
    }
    const open = 'route' in found && found.route.open === true;
    const token = tokenOf(tools.state, incoming, found);
    if (token === undefined && !open) throw refusal(tools.state, incoming, service);
    if (!('route' in found)) throw service.fault(404, 'The resource could not be found.');
    const microversion = microversionOf(service, incoming.headers);
    const reply = found.route.handle(callOf(tools, incoming, found, token, met, microversion));
    return { ...reply, headers: { ...reply.headers, ...versionHeaders(service, microversion) } };
  } catch (error) {
    if (error instanceof Fault) return { status: error.status, body: error.body };
    const said = error instanceof Error ? error.message : String(error);
    const fault = service.fault(error instanceof BadBody ? 400 : 500, said);
    return { status: fault.status, body: fault.body };
  }
}

/** Keystone says 404 to a token whose application credential is gone, everybody else 401 (seen on Zed). */
function refusal(state: State, incoming: Incoming, service: SimService): Fault {
  const credentialId = state.tokens.get(String(incoming.headers['x-auth-token']))?.credentialId;
  if (service.name === 'identity' && credentialId !== undefined && !state.credentials.has(credentialId)) {
    return service.fault(404, `Could not find Application Credential: ${credentialId}.`);
  }
  return notAuthenticated(service.name);
}

function tokenOf(state: State, incoming: Incoming, found: Match | SimService | undefined): Token | undefined {
  const id = incoming.headers['x-auth-token'];
  const token = typeof id === 'string' ? state.tokens.get(id) : undefined;
  const service = found !== undefined && 'route' in found ? found.service.name : (found?.name ?? 'identity');
  return token !== undefined && isGood(state, token, service) ? token : undefined;
}

function callOf(
  tools: Tools,
  incoming: Incoming,
  match: Match,
  token: Token | undefined,
  met: Met | undefined,
  microversion: number,
): Call {
  const mishap = met?.mishap.do;
  const state = met?.snapshot ?? tools.state;
  const time = mishap === 'stick' ? { ...state.time, later: () => undefined } : state.time;
  return {
    state: { ...state, time },
    service: match.service.name,
    method: incoming.method,
    base: tools.base(),
    path: incoming.url.pathname,
    query: incoming.url.searchParams,
    headers: incoming.headers,
    body: match.service.plain === true ? incoming.text : bodyOf(incoming.text),
    params: match.params,
    token,
    projectId: token?.projectId ?? '',
    microversion,
    arrivedAfter: incoming.arrivedAfter,
    ignoreFilters: mishap === 'ignoreFilters',
    ending: mishap === 'fail' ? 'error' : mishap === 'bounce' ? 'back' : 'well',
  };
}

function bodyOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new BadBody('Malformed request body: it is not JSON.');
  }
}
