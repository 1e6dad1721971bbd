import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { at, listAt, textAt } from './json.ts';

/** An answer as it came over the wire. */
export interface Reply {
  readonly status: number;
  /** Parsed JSON, the text where it is none, undefined where it is empty. */
  readonly body: unknown;
  readonly headers: Headers;
}

export type WireService = 'identity' | 'compute' | 'network' | 'volume' | 'loadBalancer' | 'image' | 'objectStore';

/** A logged-in caller with plain fetch: no retries, no repair, so that a test sees what the service said. */
export interface Wire {
  readonly projectId: string;
  readonly userId: string;
  readonly authUrl: string;
  readonly token: string;
  /** Types of the catalogue's services. */
  readonly services: readonly string[];
  /** `path` is below the service's versioned root, or a whole URL out of an answer. */
  send(
    service: WireService,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply>;
}

/** Microversions that show all evidence: server tags and embedded flavors, volume attachments by id. */
const MICROVERSIONS: Partial<Record<WireService, Record<string, string>>> = {
  compute: { 'OpenStack-API-Version': 'compute 2.79' },
  volume: { 'OpenStack-API-Version': 'volume 3.59' },
};

const CATALOGUE: Record<WireService, { types: readonly string[]; version: string }> = {
  identity: { types: ['identity'], version: '/v3' },
  compute: { types: ['compute'], version: '' },
  network: { types: ['network'], version: '/v2.0' },
  volume: { types: ['volumev3', 'block-storage'], version: '' },
  loadBalancer: { types: ['load-balancer'], version: '/v2' },
  image: { types: ['image'], version: '/v2' },
  objectStore: { types: ['object-store'], version: '' },
};

/** Logs in to a cloud of a clouds.yaml. */
export async function connectWire(cloudsYaml: string, cloud: string): Promise<Wire> {
  const entry = at(load(await readFile(cloudsYaml, 'utf8')), 'clouds', cloud);
  const auth = at(entry, 'auth');
  const authUrl = textAt(auth, 'auth_url');
  if (at(entry, 'auth_type') === 'v3applicationcredential') {
    const id = textAt(auth, 'application_credential_id');
    return login(authUrl, applicationCredential(id, textAt(auth, 'application_credential_secret')));
  }
  const user = { name: textAt(auth, 'username'), domain: { name: textAt(auth, 'user_domain_name') } };
  const project = { name: textAt(auth, 'project_name'), domain: { name: textAt(auth, 'project_domain_name') } };
  const identity = { methods: ['password'], password: { user: { ...user, password: textAt(auth, 'password') } } };
  return login(authUrl, { identity, scope: { project } });
}

/** The `auth` of a login by application credential. */
export function applicationCredential(id: string, secret: string): unknown {
  return { identity: { methods: ['application_credential'], application_credential: { id, secret } } };
}

/** Asks for a token with the given `auth` and reads the catalogue. Throws when Keystone does not answer 201. */
export async function login(authUrl: string, auth: unknown): Promise<Wire> {
  const reply = await exchange(`${authUrl}/auth/tokens`, 'POST', { auth }, {});
  if (reply.status !== 201) throw new Error(`login: ${reply.status} ${JSON.stringify(reply.body)}`);
  const token = reply.headers.get('x-subject-token') ?? '';
  const catalogue = listAt(reply.body, 'token', 'catalog');
  const services = catalogue.map((entry) => textAt(entry, 'type'));
  return {
    authUrl,
    token,
    services,
    projectId: textAt(reply.body, 'token', 'project', 'id'),
    userId: textAt(reply.body, 'token', 'user', 'id'),
    async send(service, method, path, body, headers = {}) {
      const url = path.startsWith('http') ? path : root(catalogue, service) + path;
      return exchange(url, method, body, { 'X-Auth-Token': token, ...MICROVERSIONS[service], ...headers });
    },
  };
}

function root(catalogue: readonly unknown[], service: WireService): string {
  const { types, version } = CATALOGUE[service];
  const entry = catalogue.find((candidate) => types.includes(textAt(candidate, 'type')));
  const endpoint = listAt(entry, 'endpoints').find((candidate) => at(candidate, 'interface') === 'public');
  const url = textAt(endpoint, 'url').replace(/\/$/, '');
  return version === '' || url.endsWith(version) ? url : url + version;
}

async function exchange(url: string, method: string, body: unknown, headers: Record<string, string>): Promise<Reply> {
  const answer = await fetch(url, {
    method,
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: parsed(text), headers: answer.headers };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
