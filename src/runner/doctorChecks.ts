import { z } from 'zod';
import { QUOTAS, type Quotas } from '../model/demand.ts';
import { call, send, show } from '../openstack/calls.ts';
import { list } from '../openstack/list.ts';
import { knownQuotas } from '../openstack/quota.ts';
import type { Session } from '../openstack/session.ts';
import type { Check } from '../report/doctorSchema.ts';
import { badOf, judgeCredential, ok, unchecked } from './doctorJudge.ts';

/** Checks of one subject; an error on the way is the check's result. @throws the signal's reason, and nothing else */
export async function attempt(
  name: string,
  signal: AbortSignal,
  look: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await look();
  } catch (error) {
    signal.throwIfAborted();
    return [badOf(name, error)];
  }
}

/** Who is logged in, by name where Keystone tells the names. */
export async function checkLogin(session: Session, signal: AbortSignal): Promise<Check> {
  const [user, project] = await Promise.all([
    nameOf(session, 'user', session.userId, signal),
    nameOf(session, 'project', session.projectId, signal),
  ]);
  const region = session.region === undefined ? '' : `, region ${session.region}`;
  return ok('login', `user ${user}, project ${project}, cloud ${session.cloud}${region}`);
}

const Names = z.record(z.string(), z.object({ name: z.string() }));

async function nameOf(session: Session, what: 'user' | 'project', id: string, signal: AbortSignal): Promise<string> {
  try {
    const sent = call('identity', 'GET', `/${what}s/${id}`, undefined, signal);
    const name = await send(session, sent, (body) => Names.parse(body)[what]?.name);
    return name === undefined ? id : `${name} (${id})`;
  } catch {
    signal.throwIfAborted();
    return id;
  }
}

/** What every quota's service tells; a service that does not is bad. */
export async function checkQuotas(
  session: Session,
  signal: AbortSignal,
): Promise<{ readonly checks: readonly Check[]; readonly known: Partial<Quotas>; readonly whole: boolean }> {
  const { known, unread } = await knownQuotas(session, signal);
  const told = ok('quotas', `limit and use of ${Object.keys(known).length} are told`);
  const checks = unread.map((error) => badOf('quotas', error));
  const whole = QUOTAS.every((name) => known[name] !== undefined);
  return { checks: checks.length === 0 ? [told] : checks, known, whole };
}

/** A permission that Octavia asks for beside `member`. */
export async function checkLoadBalancers(session: Session, signal: AbortSignal): Promise<readonly Check[]> {
  if (!session.has('loadBalancer')) return [];
  return attempt('load balancers', signal, async () => {
    const found = await list(session, 'loadBalancer', { signal });
    return [ok('load balancers', `may be listed; the project has ${found.length}`)];
  });
}

/** What the credential in use forbids. @param v1 labels of clusters that make application credentials; see judgeCredential */
export async function checkCredential(
  session: Session,
  v1: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Check> {
  const id = session.applicationCredentialId;
  if (id === undefined) return judgeCredential(undefined, v1);
  try {
    const { facts } = await show(session, 'applicationCredential', id, signal);
    return judgeCredential(facts['unrestricted'] === true, v1);
  } catch {
    // A credential with access rules may not even look at itself.
    signal.throwIfAborted();
    return unchecked('application credential', 'it cannot be looked at with itself');
  }
}
