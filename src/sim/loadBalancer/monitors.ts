import type { Call, Reply } from '../core/call.ts';
import { objectAt, text, textOr, textsAt } from '../core/read.ts';
import { where } from '../core/state.ts';
import { listReply } from './lists.ts';
import { unlockLater } from './locks.ts';
import { lockPool } from './members.ts';
import { addMonitor } from './parts.ts';
import { mayHave } from './quota.ts';
import { ownMonitor, ownPool } from './seen.ts';
import { monitorView } from './views.ts';

/** POST /lbaas/healthmonitors */
export function createMonitor(call: Call): Reply {
  const body = objectAt(call.body, 'healthmonitor');
  const pool = ownPool(call, text(body, 'pool_id'));
  mayHave(call, 'healthMonitors');
  const row = addMonitor(call, pool, body);
  try {
    const touched = lockPool(call, pool);
    unlockLater(call, [...touched, row], () => {
      row.operating = 'ONLINE';
    });
  } catch (error) {
    call.state.monitors.delete(row.id);
    throw error;
  }
  return { status: 201, body: { healthmonitor: monitorView(row) } };
}

/** GET /lbaas/healthmonitors */
export function listMonitors(call: Call): Reply {
  const rows = where(call.state.monitors, (row) => row.projectId === call.projectId);
  return listReply(call, 'healthmonitors', rows, monitorView);
}

/** GET /lbaas/healthmonitors/{id} */
export function showMonitor(call: Call): Reply {
  return { status: 200, body: { healthmonitor: monitorView(ownMonitor(call)) } };
}

/** PUT /lbaas/healthmonitors/{id} */
export function updateMonitor(call: Call): Reply {
  const row = ownMonitor(call);
  const body = objectAt(call.body, 'healthmonitor');
  const touched = lockPool(call, ownPool(call, row.poolId));
  row.name = textOr(body, 'name', row.name);
  if ('tags' in body) row.tags = textsAt(body, 'tags');
  row.provisioning = 'PENDING_UPDATE';
  unlockLater(call, [...touched, row]);
  return { status: 200, body: { healthmonitor: monitorView(row) } };
}

/** DELETE /lbaas/healthmonitors/{id} */
export function deleteMonitor(call: Call): Reply {
  const row = ownMonitor(call);
  const touched = lockPool(call, ownPool(call, row.poolId));
  row.provisioning = 'PENDING_DELETE';
  unlockLater(call, touched, () => call.state.monitors.delete(row.id));
  return { status: 204 };
}
