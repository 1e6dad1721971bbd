import { loadCloud } from '../config/clouds.ts';
import { TroikaError } from '../model/error.ts';
import { connect } from '../openstack/connect.ts';
import { externalNetworks } from '../openstack/lookup.ts';
import type { Session } from '../openstack/session.ts';
import type { Tools } from './tools.ts';

/** Finds the cloud's settings and logs in. @param cloud a name in clouds.yaml; otherwise `OS_CLOUD` or `OS_*` decide */
export async function connectCloud(
  tools: Tools,
  cloud: string | undefined,
  options: { readonly requestTimeoutMs?: number } = {},
): Promise<Session> {
  const { env, cwd, home, redactor, clock, log } = tools;
  const config = await loadCloud({ env, cwd, home, redactor, ...(cloud === undefined ? {} : { cloud }) });
  return connect(config, { clock, log, redactor, signal: tools.interrupts.all, ...options });
}

/** Two sessions at once where something is to be removed: one for that, and one for the lease book, with a request log of its own. */
export function connectForRemoval(
  tools: Tools,
  cloud: string | undefined,
  removing: boolean,
): Promise<readonly [Session, Session | undefined]> {
  return Promise.all([connectCloud(tools, cloud), removing ? connectCloud(tools, cloud) : undefined]);
}

/**
 * The external network by name or id; without either, the only one there is.
 * @throws TroikaError usage, naming those there are
 */
export async function findExternalNetwork(session: Session, wanted: string | undefined): Promise<string> {
  const all = await externalNetworks(session);
  const found = all.filter((network) => wanted === undefined || network.id === wanted || network.name === wanted);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first.id;
  const names = all.map((network) => network.name).join(', ');
  const what = wanted === undefined ? 'which external network?' : `no single external network ${wanted}`;
  throw new TroikaError('usage', `${what} This project sees ${names === '' ? 'none' : names}.`, {
    hint: 'Set externalNetwork in troika.yaml to a name or an id.',
  });
}
