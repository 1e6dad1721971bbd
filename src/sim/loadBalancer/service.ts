import type { Call, Reply, SimService } from '../core/call.ts';
import { collection } from '../core/collection.ts';
import { loadBalancerFault } from '../core/fault.ts';
import { createListener, deleteListener, listListeners, showListener, updateListener } from './listeners.ts';
import {
  createLoadBalancer,
  deleteLoadBalancer,
  listLoadBalancers,
  showLoadBalancer,
  showStatus,
  updateLoadBalancer,
} from './loadBalancers.ts';
import { createMember, deleteMember, listMembers, replaceMembers, showMember, updateMember } from './members.ts';
import { createMonitor, deleteMonitor, listMonitors, showMonitor, updateMonitor } from './monitors.ts';
import { createPool, deletePool, listPools, showPool, updatePool } from './pools.ts';
import { showQuota } from './quota.ts';

/** Octavia, provider amphora, without amphorae: operating statuses stay as they are on services without a data plane. */
export const loadBalancer: SimService = {
  name: 'loadBalancer',
  prefix: '/load-balancer',
  alias: { from: '/v2.0/', to: '/v2/' },
  fault: loadBalancerFault,
  routes: [
    { method: 'GET', path: '/', open: true, handle: versions },
    { method: 'GET', path: '/v2', open: true, handle: () => ({ status: 200, body: 'v2' }) },
    { method: 'GET', path: '/v2/lbaas/quotas/:id', handle: showQuota },
    { method: 'GET', path: '/v2/lbaas/loadbalancers/:id/status', handle: showStatus },
    ...collection(
      '/v2/lbaas/loadbalancers',
      createLoadBalancer,
      listLoadBalancers,
      showLoadBalancer,
      updateLoadBalancer,
      deleteLoadBalancer,
    ),
    ...collection('/v2/lbaas/listeners', createListener, listListeners, showListener, updateListener, deleteListener),
    ...collection('/v2/lbaas/pools', createPool, listPools, showPool, updatePool, deletePool),
    { method: 'PUT', path: '/v2/lbaas/pools/:pool/members', handle: replaceMembers },
    ...collection('/v2/lbaas/pools/:pool/members', createMember, listMembers, showMember, updateMember, deleteMember),
    ...collection('/v2/lbaas/healthmonitors', createMonitor, listMonitors, showMonitor, updateMonitor, deleteMonitor),
  ],
};

function versions(call: Call): Reply {
  const links = [{ href: `${call.base}/load-balancer/v2`, rel: 'self' }];
  const row = (minor: number): unknown => ({
    id: `v2.${minor}`,
    status: minor === 26 ? 'CURRENT' : 'SUPPORTED',
    updated: '2016-12-11T00:00:00Z',
    links,
  });
  return { status: 200, body: { versions: Array.from({ length: 27 }, (_, minor) => row(minor)) } };
}
