import { param, type Call, type Reply, type SimService } from '../core/call.ts';
import { identityFault } from '../core/fault.ts';
import { createCredential, deleteCredential, listCredentials, showCredential } from './credentials.ts';
import { createEc2, deleteEc2, listEc2, showEc2 } from './ec2.ts';
import { issueToken, revokeToken, showToken } from './tokens.ts';

/** Keystone, as far as a user of one project sees it. */
export const identity: SimService = {
  name: 'identity',
  prefix: '/identity',
  fault: identityFault,
  routes: [
    { method: 'GET', path: '/', open: true, handle: versions },
    { method: 'GET', path: '/v3', open: true, handle: version },
    { method: 'POST', path: '/v3/auth/tokens', open: true, handle: issueToken },
    { method: 'GET', path: '/v3/auth/tokens', handle: showToken },
    { method: 'DELETE', path: '/v3/auth/tokens', handle: revokeToken },
    { method: 'GET', path: '/v3/users/:user', handle: showUser },
    { method: 'GET', path: '/v3/projects/:id', handle: showProject },
    { method: 'GET', path: '/v3/users/:user/application_credentials', handle: listCredentials },
    { method: 'POST', path: '/v3/users/:user/application_credentials', handle: createCredential },
    { method: 'GET', path: '/v3/users/:user/application_credentials/:id', handle: showCredential },
    { method: 'DELETE', path: '/v3/users/:user/application_credentials/:id', handle: deleteCredential },
    { method: 'GET', path: '/v3/users/:user/credentials/OS-EC2', handle: listEc2 },
    { method: 'POST', path: '/v3/users/:user/credentials/OS-EC2', handle: createEc2 },
    { method: 'GET', path: '/v3/users/:user/credentials/OS-EC2/:access', handle: showEc2 },
    { method: 'DELETE', path: '/v3/users/:user/credentials/OS-EC2/:access', handle: deleteEc2 },
  ],
};

function v3(call: Call): unknown {
  return {
    id: 'v3.14',
    status: 'stable',
    updated: '2020-04-07T00:00:00Z',
    links: [{ rel: 'self', href: `${call.base}/identity/v3/` }],
    'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
  };
}

function versions(call: Call): Reply {
  return { status: 300, body: { versions: { values: [v3(call)] } } };
}

function version(call: Call): Reply {
  return { status: 200, body: { version: v3(call) } };
}

function showUser(call: Call): Reply {
  const id = param(call, 'user');
  const user = call.state.users.get(id);
  if (user === undefined) throw identityFault(404, `Could not find user: ${id}.`);
  if (id !== call.token?.userId) throw forbidden('get_user');
  return { status: 200, body: { user: { id, name: user.name, domain_id: 'default', enabled: true } } };
}

function showProject(call: Call): Reply {
  const id = param(call, 'id');
  const project = call.state.projects.get(id);
  if (project === undefined) throw identityFault(404, `Could not find project: ${id}.`);
  if (id !== call.projectId) throw forbidden('get_project');
  return { status: 200, body: { project: { id, name: project.name, domain_id: 'default', enabled: true } } };
}

function forbidden(action: string): Error {
  return identityFault(403, `You are not authorized to perform the requested action: identity:${action}.`);
}
