// The lower bound for forceclean: deletes what it is told the ids of, in ideal order, with raw fetch and nothing of
// src. No listing, no evidence, no journal; GETs only to see the slow ones gone.
//
//   node test/bench/lower-bound.mjs PARALLEL < JSON
//
// The JSON comes from forceclean.ts: how to sign in, and the ids by kind. Prints the seconds.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 200;
const { auth, ids } = JSON.parse(readFileSync(0, 'utf8'));
const parallel = Number(process.argv[2]);

const { token, user, root } = await signIn();
const compute = `${root('compute')}`;
const network = `${root('network')}/v2.0`;
const volume = `${root('volumev3')}`;
const balancing = `${root('load-balancer')}/v2.0/lbaas`;
const identity = `${auth.authUrl}/users/${user}`;

async function signIn() {
  const { authUrl, id, secret } = auth;
  const method = { methods: ['application_credential'], application_credential: { id, secret } };
  const answer = await fetch(`${authUrl}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth: { identity: method } }),
  });
  const body = await answer.json();
  return {
    token: answer.headers.get('x-subject-token'),
    user: body.token.user.id,
    root: (type) =>
      body.token.catalog.find((row) => row.type === type).endpoints.find((row) => row.interface === 'public').url,
  };
}

let busy = 0;
const waiting = [];

/** One request, at most `parallel` of them at a time. Answers with the status. */
async function request(method, url, body) {
  if (busy >= parallel) await new Promise((turn) => waiting.push(turn));
  else busy += 1;
  try {
    const answer = await fetch(url, {
      method,
      headers: { 'x-auth-token': token, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    await answer.arrayBuffer();
    return answer.status;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }
}

/** Repeats a request for as long as the service says that something else must end first. */
async function done(method, url, body) {
  for (;;) {
    const status = await request(method, url, body);
    if (status < 300 || status === 404) return;
    if (status !== 409 && status !== 400) throw new Error(`${method} ${url}: ${status}`);
    await sleep(PAUSE_MS);
  }
}

async function gone(url) {
  while ((await request('GET', url)) !== 404) await sleep(PAUSE_MS);
}

async function removed(url, query = '') {
  await done('DELETE', url + query);
  await gone(url);
}

const each = (items, effect) => Promise.all(items.map(effect));

const started = performance.now();
const floatingIps = each(ids.floatingIps, (id) => done('DELETE', `${network}/floatingips/${id}`));
const balancers = each(ids.loadBalancers, (id) => removed(`${balancing}/loadbalancers/${id}`, '?cascade=true'));
const snapshots = each(ids.snapshots, (id) => removed(`${volume}/snapshots/${id}`));
const servers = new Map(ids.servers.map((id) => [id, removed(`${compute}/servers/${id}`)]));
const others = [
  each(ids.keypairs, (name) => done('DELETE', `${compute}/os-keypairs/${name}`)),
  each(ids.serverGroups, (id) => done('DELETE', `${compute}/os-server-groups/${id}`)),
  each(ids.applicationCredentials, (id) => done('DELETE', `${identity}/application_credentials/${id}`)),
];
const volumes = each(ids.volumes, async ({ id, server, goesWithServer }) => {
  await Promise.all([snapshots, servers.get(server)]);
  await (goesWithServer ? gone(`${volume}/volumes/${id}`) : removed(`${volume}/volumes/${id}`));
});
const ports = each(ids.ports, async ({ id, server }) => {
  await servers.get(server);
  await done('DELETE', `${network}/ports/${id}`);
});
const routers = floatingIps.then(() =>
  each(ids.routers, async ({ id, interfaces }) => {
    await done('PUT', `${network}/routers/${id}`, { router: { routes: [] } });
    await each(interfaces, (port) =>
      done('PUT', `${network}/routers/${id}/remove_router_interface`, { port_id: port }),
    );
    await done('DELETE', `${network}/routers/${id}`);
  }),
);
const users = Promise.all([ports, balancers, ...servers.values()]);
const groups = users.then(() => each(ids.securityGroups, (id) => done('DELETE', `${network}/security-groups/${id}`)));
const networks = Promise.all([users, routers]).then(() =>
  each(ids.networks, (id) => done('DELETE', `${network}/networks/${id}`)),
);
await Promise.all([...others, volumes, groups, networks]);
console.log((performance.now() - started) / 1000);
