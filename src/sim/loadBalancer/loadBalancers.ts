import { type Call, type Reply } from '../core/call.ts';
import { loadBalancerFault } from '../core/fault.ts';
import { flagOr, objectAt, objectsAt, textOr, textsAt } from '../core/read.ts';
import { where } from '../core/state.ts';
import { listReply } from './lists.ts';
import { lock, mayChange, named, unlockLater } from './locks.ts';
import { mayHave } from './quota.ts';
import type { LoadBalancer } from './rows.ts';
import { ownLoadBalancer } from './seen.ts';
import { growTree, mayHaveTree, partsOf, treeView } from './tree.ts';
import { loadBalancerView } from './views.ts';
import { allocateVip, plug, unplug } from './vip.ts';

const CREATING = 2000;
const DELETING = 1500;

/** POST /lbaas/loadbalancers, alone or fully populated. */
export function createLoadBalancer(call: Call): Reply {
  const { state } = call;
  const body = objectAt(call.body, 'loadbalancer');
  mayHave(call, 'loadBalancers');
  const id = state.random.uuid();
  const vip = allocateVip(call, id, body);
  const populated = objectsAt(body, 'listeners').length + objectsAt(body, 'pools').length > 0;
  if (populated) mayHaveTree(call, body);
  const row: LoadBalancer = {
    id,
    projectId: call.projectId,
    name: textOr(body, 'name', ''),
    description: textOr(body, 'description', ''),
    provisioning: 'PENDING_CREATE',
    operating: 'OFFLINE',
    adminStateUp: flagOr(body, 'admin_state_up', true),
    tags: textsAt(body, 'tags'),
    provider: textOr(body, 'provider', 'amphora'),
    vipAddress: vip.address,
    vipPortId: vip.port.id,
    vipSubnetId: vip.subnetId,
    vipNetworkId: vip.port.networkId,
    ownsPort: vip.ownsPort,
    groupId: undefined,
    vrrpPortId: undefined,
    createdAt: state.time.stamp(),
    updatedAt: null,
  };
  state.loadBalancers.set(id, row);
  growTree(call, row, body);
  const parts = partsOf(call, row);
  const all = [row, ...parts.listeners, ...parts.pools, ...parts.members, ...parts.monitors];
  state.time.later(CREATING, () => {
    plug(state, row);
    for (const part of all) {
      part.provisioning = call.ending === 'error' ? 'ERROR' : 'ACTIVE';
      part.updatedAt = state.time.stamp();
    }
  });
  const shown = populated ? treeView(call, parts.listeners, parts.pools) : {};
  return { status: 201, body: { loadbalancer: { ...loadBalancerView(state, row), ...shown } } };
}

/** GET /lbaas/loadbalancers */
export function listLoadBalancers(call: Call): Reply {
  const rows = where(call.state.loadBalancers, (row) => row.projectId === call.projectId);
  return listReply(call, 'loadbalancers', rows, (row) => loadBalancerView(call.state, row));
}

/** GET /lbaas/loadbalancers/{id} */
export function showLoadBalancer(call: Call): Reply {
  return { status: 200, body: { loadbalancer: loadBalancerView(call.state, ownLoadBalancer(call)) } };
}

/** PUT /lbaas/loadbalancers/{id} */
export function updateLoadBalancer(call: Call): Reply {
  const row = ownLoadBalancer(call);
  const body = objectAt(call.body, 'loadbalancer');
  lock(call, row, named('Load Balancer', row.id), []);
  row.name = textOr(body, 'name', row.name);
  row.description = textOr(body, 'description', row.description);
  row.adminStateUp = flagOr(body, 'admin_state_up', row.adminStateUp);
  if ('tags' in body) row.tags = textsAt(body, 'tags');
  unlockLater(call, [row]);
  return { status: 200, body: { loadbalancer: loadBalancerView(call.state, row) } };
}

/**
 * DELETE /lbaas/loadbalancers/{id}: from ACTIVE and ERROR only; one with children only by `cascade=true`, which takes them
 * all but no floating IP (octavia/api/v2/controllers/load_balancer.py, delete).
 */
export function deleteLoadBalancer(call: Call): Reply {
  const { state } = call;
  const row = ownLoadBalancer(call);
  const { listeners, pools, members, monitors } = partsOf(call, row);
  const cascade = call.query.get('cascade')?.toLowerCase() === 'true';
  if (!cascade && listeners.length + pools.length > 0) {
    throw loadBalancerFault(400, `Validation failure: Cannot delete Load Balancer ${row.id} - it has children`);
  }
  mayChange(row, ['ACTIVE', 'ERROR']);
  row.provisioning = 'PENDING_DELETE';
  row.updatedAt = state.time.stamp();
  state.time.later(
    DELETING,
    () => {
      if (call.ending !== 'well') {
        row.provisioning = call.ending === 'error' ? 'ERROR' : 'ACTIVE';
        return;
      }
      unplug(state, row);
      for (const part of listeners) state.listeners.delete(part.id);
      for (const part of pools) state.pools.delete(part.id);
      for (const part of members) state.members.delete(part.id);
      for (const part of monitors) state.monitors.delete(part.id);
      state.loadBalancers.delete(row.id);
    },
    'loadBalancer',
  );
  return { status: 204 };
}

/** GET /lbaas/loadbalancers/{id}/status: the tree with nothing but names and states. */
export function showStatus(call: Call): Reply {
  const row = ownLoadBalancer(call);
  const { listeners, pools, members, monitors } = partsOf(call, row);
  const states = (part: {
    id: string;
    name: string;
    provisioning: string;
    operating: string;
  }): Record<string, string> => {
    return { id: part.id, name: part.name, operating_status: part.operating, provisioning_status: part.provisioning };
  };
  const ofPool = (poolId: string | null): unknown[] => {
    return pools
      .filter((pool) => pool.id === poolId)
      .map((pool) => {
        const monitor = monitors.find((candidate) => candidate.poolId === pool.id);
        const own = members.filter((member) => member.poolId === pool.id);
        return {
          ...states(pool),
          ...(monitor === undefined ? {} : { health_monitor: { ...states(monitor), type: monitor.type } }),
          members: own.map((member) => ({
            ...states(member),
            address: member.address,
            protocol_port: member.protocolPort,
          })),
        };
      });
  };
  const tree = listeners.map((listener) => ({ ...states(listener), pools: ofPool(listener.defaultPoolId) }));
  return { status: 200, body: { statuses: { loadbalancer: { ...states(row), listeners: tree } } } };
}
