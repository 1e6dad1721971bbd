import { param, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import type { Flavor } from './rows.ts';

/** GET /flavors and GET /flavors/detail */
export function listFlavors(call: Call): Reply {
  const brief = !call.path.endsWith('/detail');
  const flavors = [...call.state.flavors.values()].map((row) =>
    brief ? { id: row.id, name: row.name, links: links(call, row) } : view(call, row),
  );
  return { status: 200, body: { flavors } };
}

/** GET /flavors/{id} */
export function showFlavor(call: Call): Reply {
  const id = param(call, 'id');
  const row = call.state.flavors.get(id);
  if (row === undefined) throw computeFault(404, `Flavor ${id} could not be found.`);
  return { status: 200, body: { flavor: view(call, row) } };
}

function links(call: Call, row: Flavor): unknown[] {
  return [
    { rel: 'self', href: `${call.base}/compute/v2.1/flavors/${row.id}` },
    { rel: 'bookmark', href: `${call.base}/compute/flavors/${row.id}` },
  ];
}

function view(call: Call, row: Flavor): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    ram: row.ram,
    disk: row.disk,
    swap: call.microversion >= 75 ? 0 : '',
    'OS-FLV-EXT-DATA:ephemeral': 0,
    'OS-FLV-DISABLED:disabled': false,
    vcpus: row.vcpus,
    'os-flavor-access:is_public': true,
    rxtx_factor: 1,
    links: links(call, row),
    ...(call.microversion >= 55 ? { description: null } : {}),
    ...(call.microversion >= 61 ? { extra_specs: {} } : {}),
  };
}
