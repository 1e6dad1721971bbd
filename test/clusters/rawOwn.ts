import { setTimeout as delay } from 'node:timers/promises';
import { at, listAt, textAt } from '../support/json.ts';
import type { Wire } from '../support/wire.ts';
import type { Item } from './listing.ts';

/**
 * The project's containers, each with its objects as its own list shows them: what the account's list tells of count and
 * bytes is old now and then, and it may show a container that is gone.
 */
export async function rawContainers(wire: Wire): Promise<readonly Item[]> {
  const account = await wire.send('objectStore', 'GET', '?format=json');
  // An account into which nobody wrote is empty, or is not there.
  if (account.status === 204 || account.status === 404) return [];
  if (account.status !== 200) throw new Error(`GET the account: ${account.status}`);
  const containers = await Promise.all(
    listAt(account.body).map(async (item): Promise<readonly Item[]> => {
      const name = textAt(item, 'name');
      const reply = await wire.send('objectStore', 'GET', `/${encodeURIComponent(name)}?format=json`);
      if (reply.status === 404) return [];
      if (reply.status !== 200 && reply.status !== 204) throw new Error(`GET container ${name}: ${reply.status}`);
      return [{ id: name, objects: reply.status === 204 ? [] : listAt(reply.body) }];
    }),
  );
  return containers.flat();
}

/**
 * The user's EC2 credentials for the project, without their secrets. Keystone (Zed) was seen to refuse its owner this look
 * once in a dozen runs, and not a moment later.
 * @param login makes a session by password: Keystone shows them to no application credential
 */
export async function rawEc2Credentials(login: () => Promise<Wire>): Promise<readonly Item[]> {
  for (let tries = 1; ; tries += 1) {
    const wire = await login();
    const reply = await wire.send('identity', 'GET', `/users/${wire.userId}/credentials/OS-EC2`);
    if (reply.status === 200) {
      return listAt(reply.body, 'credentials')
        .filter((one) => at(one, 'tenant_id') === wire.projectId)
        .map((one) => ({ id: textAt(one, 'access'), user_id: at(one, 'user_id'), trust_id: at(one, 'trust_id') }));
    }
    if (reply.status !== 403 || tries === 5)
      throw new Error(`GET EC2 credentials: ${reply.status} ${JSON.stringify(reply.body)}`);
    await delay(1000);
  }
}
