import type { Call, Reply, SimService } from '../core/call.ts';
import { collection } from '../core/collection.ts';
import { networkFault } from '../core/fault.ts';
import { listAvailabilities, showAvailability } from './availability.ts';
import {
  createFloatingIp,
  deleteFloatingIp,
  listFloatingIps,
  showFloatingIp,
  updateFloatingIp,
} from './floatingIps.ts';
import { createNetwork, deleteNetwork, listNetworks, showNetwork, updateNetwork } from './networks.ts';
import { createPort, deletePort, listPorts, showPort } from './ports.ts';
import { updatePort } from './portUpdate.ts';
import { showQuota, showQuotaDetails } from './quota.ts';
import { addExtraRoutes, addRouterInterface, removeExtraRoutes, removeRouterInterface } from './routerInterfaces.ts';
import { createRouter, deleteRouter, listRouters, showRouter, updateRouter } from './routers.ts';
import { createRule, deleteRule, listRules, showRule } from './rules.ts';
import { createGroup, deleteGroup, listGroups, showGroup, updateGroup } from './securityGroups.ts';
import { createSubnet, deleteSubnet, listSubnets, showSubnet, updateSubnet } from './subnets.ts';
import { addTag, listTags, removeTag, removeTags, replaceTags } from './tags.ts';
import { addSubports, createTrunk, deleteTrunk, listTrunks, removeSubports, showTrunk, updateTrunk } from './trunks.ts';

/** Neutron with the extensions that Troika looks for. */
export const network: SimService = {
  name: 'network',
  prefix: '/network',
  fault: (status, message) => networkFault(status, status === 404 ? 'HTTPNotFound' : 'HTTPBadRequest', message),
  routes: [
    { method: 'GET', path: '/', open: true, handle: versions },
    { method: 'GET', path: '/v2.0/extensions', handle: listExtensions },
    { method: 'GET', path: '/v2.0/service-providers', handle: listProviders },
    ...collection('/v2.0/networks', createNetwork, listNetworks, showNetwork, updateNetwork, deleteNetwork),
    ...collection('/v2.0/subnets', createSubnet, listSubnets, showSubnet, updateSubnet, deleteSubnet),
    ...collection('/v2.0/ports', createPort, listPorts, showPort, updatePort, deletePort),
    ...collection('/v2.0/trunks', createTrunk, listTrunks, showTrunk, updateTrunk, deleteTrunk),
    { method: 'PUT', path: '/v2.0/trunks/:id/add_subports', handle: addSubports },
    { method: 'PUT', path: '/v2.0/trunks/:id/remove_subports', handle: removeSubports },
    ...collection('/v2.0/routers', createRouter, listRouters, showRouter, updateRouter, deleteRouter),
    ...collection(
      '/v2.0/floatingips',
      createFloatingIp,
      listFloatingIps,
      showFloatingIp,
      updateFloatingIp,
      deleteFloatingIp,
    ),
    ...collection('/v2.0/security-groups', createGroup, listGroups, showGroup, updateGroup, deleteGroup),
    { method: 'POST', path: '/v2.0/security-group-rules', handle: createRule },
    { method: 'GET', path: '/v2.0/security-group-rules', handle: listRules },
    { method: 'GET', path: '/v2.0/security-group-rules/:id', handle: showRule },
    { method: 'DELETE', path: '/v2.0/security-group-rules/:id', handle: deleteRule },
    { method: 'PUT', path: '/v2.0/routers/:id/add_router_interface', handle: addRouterInterface },
    { method: 'PUT', path: '/v2.0/routers/:id/remove_router_interface', handle: removeRouterInterface },
    { method: 'PUT', path: '/v2.0/routers/:id/add_extraroutes', handle: addExtraRoutes },
    { method: 'PUT', path: '/v2.0/routers/:id/remove_extraroutes', handle: removeExtraRoutes },
    { method: 'GET', path: '/v2.0/network-ip-availabilities', handle: listAvailabilities },
    { method: 'GET', path: '/v2.0/network-ip-availabilities/:id', handle: showAvailability },
    { method: 'GET', path: '/v2.0/quotas/:project', handle: showQuota },
    { method: 'GET', path: '/v2.0/quotas/:project/details', handle: showQuotaDetails },
    { method: 'GET', path: '/v2.0/:collection/:id/tags', handle: listTags },
    { method: 'PUT', path: '/v2.0/:collection/:id/tags', handle: replaceTags },
    { method: 'DELETE', path: '/v2.0/:collection/:id/tags', handle: removeTags },
    { method: 'PUT', path: '/v2.0/:collection/:id/tags/:tag', handle: addTag },
    { method: 'DELETE', path: '/v2.0/:collection/:id/tags/:tag', handle: removeTag },
  ],
};

/** GET /service-providers: nobody provides more than the core does, no VPN (neutron/services/provider_configuration.py). */
function listProviders(): Reply {
  return { status: 200, body: { service_providers: [] } };
}

function versions(call: Call): Reply {
  const links = [{ rel: 'self', href: `${call.base}/network/v2.0/` }];
  return { status: 200, body: { versions: [{ id: 'v2.0', status: 'CURRENT', links }] } };
}

const EXTENSIONS = [
  'external-net',
  'extraroute',
  'extraroute-atomic',
  'filter-validation',
  'fip-port-details',
  'network-ip-availability',
  'pagination',
  'port-security',
  'project-id',
  'quotas',
  'quota_details',
  'revision-if-match',
  'router',
  'security-group',
  'sorting',
  'standard-attr-description',
  'standard-attr-revisions',
  'standard-attr-tag',
  'standard-attr-timestamp',
  'trunk',
];

function listExtensions(): Reply {
  const row = (alias: string): unknown => ({
    name: alias,
    alias,
    description: alias,
    updated: '2016-01-01T00:00:00-00:00',
    links: [],
  });
  return { status: 200, body: { extensions: EXTENSIONS.map(row) } };
}
