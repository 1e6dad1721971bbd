import type { Call, Reply, SimService } from '../core/call.ts';
import { objectStoreFault } from '../core/fault.ts';
import { bulkDelete } from './bulk.ts';
import { deleteContainer, listContainers, listObjects, ownAccount, postContainer, putContainer } from './containers.ts';
import { deleteObject, getObject, putObject } from './objects.ts';

/** Swift, as far as containers and whole objects go. */
export const objectStore: SimService = {
  name: 'objectStore',
  prefix: '/object-store',
  plain: true,
  fault: (status, message) => objectStoreFault(status, message, message),
  routes: [
    { method: 'GET', path: '/v1/:account', handle: listContainers },
    { method: 'POST', path: '/v1/:account', handle: bulkOr(postAccount) },
    { method: 'PUT', path: '/v1/:account/:container', handle: putContainer },
    { method: 'GET', path: '/v1/:account/:container', handle: listObjects },
    { method: 'POST', path: '/v1/:account/:container', handle: bulkOr(postContainer) },
    { method: 'DELETE', path: '/v1/:account/:container', handle: deleteContainer },
    { method: 'PUT', path: '/v1/:account/:container/:object+', handle: putObject },
    { method: 'GET', path: '/v1/:account/:container/:object+', handle: getObject },
    { method: 'DELETE', path: '/v1/:account/:container/:object+', handle: deleteObject },
  ],
};

/** Without its middleware a bulk deletion is a change of metadata like any other, and answers 204. */
function bulkOr(handle: (call: Call) => Reply): (call: Call) => Reply {
  return (call) =>
    call.query.has('bulk-delete') && call.state.objectStore.bulkLimit > 0 ? bulkDelete(call) : handle(call);
}

function postAccount(call: Call): Reply {
  ownAccount(call);
  return { status: 204 };
}
