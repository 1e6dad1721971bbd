import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { flagOr, isObject, numberOr, objectAt, objectsAt, text } from '../core/read.ts';
import { where } from '../core/state.ts';
import { listReply } from './lists.ts';
import type { Subport, Trunk } from './rows.ts';
import { ownTrunk, seenPort } from './seen.ts';
import { mayWrite, naming, onlyKnown, rename, standard, touch } from './standard.ts';
import { mayBeParent, mayBeSubport } from './trunkRules.ts';

const FILTERS = ['id', 'name', 'port_id', 'status', 'project_id', 'tenant_id', 'description', 'admin_state_up'];

/** POST /trunks (neutron/services/trunk/plugin.py, create_trunk): the parent must not be plugged in anywhere. */
export function createTrunk(call: Call): Reply {
  const body = objectAt(call.body, 'trunk');
  onlyKnown(body, ['port_id', 'sub_ports', 'admin_state_up']);
  const parent = mayBeParent(call, seenPort(call, text(body, 'port_id')));
  const trunk: Trunk = {
    ...standard(call.state, call.projectId, naming(body), 1),
    portId: parent.id,
    adminStateUp: flagOr(body, 'admin_state_up', true),
    status: 'DOWN',
    subports: [],
  };
  plug(call, trunk, subportsIn(body));
  call.state.trunks.set(trunk.id, trunk);
  return { status: 201, body: { trunk: trunkView(trunk) } };
}

/** GET /trunks */
export function listTrunks(call: Call): Reply {
  const rows = where(call.state.trunks, (row) => row.projectId === call.projectId);
  return listReply(call, 'trunks', rows.map(trunkView), FILTERS);
}

/** GET /trunks/{id} */
export function showTrunk(call: Call): Reply {
  return { status: 200, body: { trunk: trunkView(ownTrunk(call, param(call, 'id'))) } };
}

/** PUT /trunks/{id} */
export function updateTrunk(call: Call): Reply {
  const trunk = ownTrunk(call, param(call, 'id'));
  const body = objectAt(call.body, 'trunk');
  onlyKnown(body, ['admin_state_up']);
  mayWrite(call, trunk);
  rename(trunk, body);
  trunk.adminStateUp = flagOr(body, 'admin_state_up', trunk.adminStateUp);
  touch(call.state, trunk);
  return { status: 200, body: { trunk: trunkView(trunk) } };
}

/**
 * DELETE /trunks/{id}: lets its subports go. Refused while the parent is plugged into a server, as by drivers that cannot
 * change a trunk in use; others allow it (neutron/services/trunk/rules.py, can_be_trunked_or_untrunked).
 */
export function deleteTrunk(call: Call): Reply {
  const trunk = ownTrunk(call, param(call, 'id'));
  mayWrite(call, trunk);
  if (!trunk.adminStateUp) throw networkFault(409, 'TrunkDisabled', `Trunk ${trunk.id} is currently disabled.`);
  if (call.state.ports.get(trunk.portId)?.deviceOwner.startsWith('compute:') === true)
    throw networkFault(409, 'TrunkInUse', `Trunk ${trunk.id} is currently in use.`);
  for (const subport of trunk.subports) unplug(call, subport);
  call.state.trunks.delete(trunk.id);
  return { status: 204 };
}

/** PUT /trunks/{id}/add_subports */
export function addSubports(call: Call): Reply {
  const trunk = ownTrunk(call, param(call, 'id'));
  plug(call, trunk, subportsIn(isObject(call.body) ? call.body : {}));
  touch(call.state, trunk);
  return { status: 200, body: trunkView(trunk) };
}

/** PUT /trunks/{id}/remove_subports */
export function removeSubports(call: Call): Reply {
  const trunk = ownTrunk(call, param(call, 'id'));
  for (const item of objectsAt(isObject(call.body) ? call.body : {}, 'sub_ports')) {
    const id = text(item, 'port_id');
    const found = trunk.subports.find((subport) => subport.portId === id);
    if (found === undefined)
      throw networkFault(404, 'SubPortNotFound', `SubPort ${id} on trunk ${trunk.id} could not be found.`);
    unplug(call, found);
    trunk.subports = trunk.subports.filter((subport) => subport !== found);
  }
  touch(call.state, trunk);
  return { status: 200, body: trunkView(trunk) };
}

function subportsIn(body: Record<string, unknown>): readonly Subport[] {
  return objectsAt(body, 'sub_ports').map((item) => ({
    portId: text(item, 'port_id'),
    segmentationType: text(item, 'segmentation_type'),
    segmentationId: numberOr(item, 'segmentation_id', 0),
  }));
}

/** All of them or none. The owner is what drivers write on a subport (neutron-lib, TRUNK_SUBPORT_OWNER). */
function plug(call: Call, trunk: Trunk, subports: readonly Subport[]): void {
  const ports = subports.map((subport) => mayBeSubport(call, trunk, subport));
  for (const port of ports) {
    port.deviceOwner = 'trunk:subport';
    touch(call.state, port);
  }
  trunk.subports = [...trunk.subports, ...subports];
}

function unplug(call: Call, subport: Subport): void {
  const port = call.state.ports.get(subport.portId);
  if (port === undefined) return;
  port.deviceOwner = '';
  touch(call.state, port);
}

function trunkView(row: Trunk): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    tenant_id: row.projectId,
    project_id: row.projectId,
    admin_state_up: row.adminStateUp,
    port_id: row.portId,
    status: row.status,
    sub_ports: row.subports.map(({ portId, segmentationType, segmentationId }) => ({
      port_id: portId,
      segmentation_type: segmentationType,
      segmentation_id: segmentationId,
    })),
    description: row.description,
    tags: row.tags,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    revision_number: row.revision,
  };
}
