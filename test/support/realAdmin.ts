import { randomBytes } from 'node:crypto';
import type { Demand } from '../../src/model/demand.ts';
import { at, listAt, textAt } from './json.ts';
import { serviceQuotas } from './quotaNames.ts';
import { connectWire, login, type Reply, type Wire } from './wire.ts';

/** A Keystone project with one user, made by the cloud `admin`. */
export interface Tenant {
  readonly projectId: string;
  readonly projectName: string;
  readonly userId: string;
  readonly userName: string;
  readonly password: string;
}

/** Logs in as administrator of the services that TROIKA_BED_CLOUDS names. */
export async function connectAdmin(): Promise<Wire> {
  const path = process.env['TROIKA_BED_CLOUDS'];
  if (path === undefined || path === '') {
    throw new Error(
      'TROIKA_BED_CLOUDS is not set: it must name a clouds.yaml with a cloud `admin` of real OpenStack services',
    );
  }
  return connectWire(path, 'admin');
}

/** Makes a project and a user with the roles that Nova, Neutron and Cinder (member) and Octavia (load-balancer_member) ask for. */
export async function makeTenant(admin: Wire): Promise<Tenant> {
  const name = `test-${randomBytes(5).toString('hex')}`;
  const password = randomBytes(18).toString('base64url');
  const project = await admin.send('identity', 'POST', '/projects', { project: { name, domain_id: 'default' } });
  const projectId = textAt(project.body, 'project', 'id');
  const user = { name, password, domain_id: 'default', default_project_id: projectId };
  const userId = textAt((await admin.send('identity', 'POST', '/users', { user })).body, 'user', 'id');
  const roles = listAt((await admin.send('identity', 'GET', '/roles')).body, 'roles');
  for (const wanted of ['member', 'load-balancer_member']) {
    const role = roles.find((candidate) => at(candidate, 'name') === wanted);
    await done(admin.send('identity', 'PUT', `/projects/${projectId}/users/${userId}/roles/${textAt(role, 'id')}`));
  }
  return { projectId, projectName: name, userId, userName: name, password };
}

/** Logs in as the tenant's user, by password. */
export async function connectTenant(admin: Wire, tenant: Tenant): Promise<Wire> {
  const identity = { methods: ['password'], password: { user: { id: tenant.userId, password: tenant.password } } };
  return login(admin.authUrl, { identity, scope: { project: { id: tenant.projectId } } });
}

/** Makes an application credential for a user; asks again, since Keystone was seen to answer 400 under load. */
export async function makeCredential(user: Wire, unrestricted = true): Promise<{ id: string; secret: string }> {
  let last: Reply | undefined;
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const wish = {
      application_credential: { name: `${unrestricted ? 'test' : 'restricted'}-${attempt}`, unrestricted },
    };
    last = await user.send('identity', 'POST', `/users/${user.userId}/application_credentials`, wish);
    const made = at(last.body, 'application_credential');
    if (last.status === 201) return { id: textAt(made, 'id'), secret: textAt(made, 'secret') };
  }
  throw new Error(`no application credential: ${last?.status} ${JSON.stringify(last?.body)}`);
}

/** Sets limits of one project in the services concerned; the limits not named stay. */
export async function setRealQuota(admin: Wire, projectId: string, partial: Partial<Demand>): Promise<void> {
  const quotas = serviceQuotas(partial);
  const named = (limits: Record<string, number>): boolean => Object.keys(limits).length > 0;
  const set = `/os-quota-sets/${projectId}`;
  // `force`: Nova and Cinder otherwise refuse a limit below what is in use.
  if (named(quotas.compute))
    await done(admin.send('compute', 'PUT', set, { quota_set: { ...quotas.compute, force: true } }));
  if (named(quotas.volume)) await done(admin.send('volume', 'PUT', set, { quota_set: quotas.volume }));
  if (named(quotas.network))
    await done(admin.send('network', 'PUT', `/quotas/${projectId}`, { quota: quotas.network }));
  if (named(quotas.loadBalancer)) {
    await done(admin.send('loadBalancer', 'PUT', `/lbaas/quotas/${projectId}`, { quota: quotas.loadBalancer }));
  }
}

/** Removes the tenant with its quota rows and its default security group, which Neutron leaves to the administrator. */
export async function removeTenant(admin: Wire, tenant: Tenant): Promise<void> {
  const { projectId, userId } = tenant;
  await done(admin.send('identity', 'DELETE', `/users/${userId}`));
  const groups = await admin.send('network', 'GET', `/security-groups?project_id=${projectId}`);
  for (const group of listAt(groups.body, 'security_groups')) {
    if (at(group, 'project_id') !== projectId) continue;
    await done(admin.send('network', 'DELETE', `/security-groups/${textAt(group, 'id')}`));
  }
  await done(admin.send('compute', 'DELETE', `/os-quota-sets/${projectId}`));
  await done(admin.send('volume', 'DELETE', `/os-quota-sets/${projectId}`));
  await admin.send('network', 'DELETE', `/quotas/${projectId}`);
  await admin.send('loadBalancer', 'DELETE', `/lbaas/quotas/${projectId}`);
  await done(admin.send('identity', 'DELETE', `/projects/${projectId}`));
}

/** Waits for an answer and throws unless it is a success, or a 404 (already gone). */
async function done(answer: Promise<Reply>): Promise<Reply> {
  const reply = await answer;
  if (reply.status >= 400 && reply.status !== 404) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
}
