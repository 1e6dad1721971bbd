import { param, userOf, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { wireLimit } from '../core/limits.ts';
import { limitsOf, ownCount, where } from '../core/state.ts';
import type { InterfaceWish } from './boot.ts';
import type { Flavor } from './rows.ts';

interface Use {
  readonly instances: number;
  readonly cores: number;
  readonly ram: number;
}

function use(call: Call): Use {
  const servers = where(call.state.servers, (row) => row.projectId === call.projectId);
  const sum = (of: (flavor: Flavor) => number): number => servers.reduce((total, row) => total + of(row.flavor), 0);
  return { instances: servers.length, cores: sum((flavor) => flavor.vcpus), ram: sum((flavor) => flavor.ram) };
}

/** Refuses a server that does not fit (nova/compute/utils.py, check_num_instances_quota: 403 with all that is exceeded). */
export function mayHaveServer(call: Call, flavor: Flavor, interfaces: readonly InterfaceWish[]): void {
  const limits = limitsOf(call.state, call.projectId);
  const used = use(call);
  const rows = [
    { name: 'instances', asked: 1, used: used.instances, limit: limits.servers },
    { name: 'cores', asked: flavor.vcpus, used: used.cores, limit: limits.cores },
    { name: 'ram', asked: flavor.ram, used: used.ram, limit: limits.ramMiB },
  ];
  const over = rows.filter((row) => row.used + row.asked > row.limit);
  if (over.length > 0) {
    const names = over.map((row) => row.name).join(', ');
    const asked = over.map((row) => row.asked).join(', ');
    const of = over.map((row) => `${row.used} of ${row.limit} ${row.name}`).join(', ');
    throw computeFault(403, `Quota exceeded for ${names}: Requested ${asked}, but already used ${of}`);
  }
  const ports = ownCount(call.state.ports, call.projectId);
  const wanted = interfaces.filter((wish) => 'networkId' in wish).length;
  if (ports + wanted > limits.ports) throw computeFault(403, 'Maximum number of ports exceeded');
}

/** GET /os-quota-sets/{project} */
export function showQuotaSet(call: Call): Reply {
  const sets = Object.entries(quotaSet(call)).map(([name, row]) => [name, row.limit]);
  return { status: 200, body: { quota_set: { id: call.projectId, ...Object.fromEntries(sets) } } };
}

/** GET /os-quota-sets/{project}/detail. Keypairs are a user's, so their use is not counted here (nova/quota.py). */
export function showQuotaDetail(call: Call): Reply {
  return { status: 200, body: { quota_set: { id: call.projectId, ...quotaSet(call) } } };
}

/** GET /limits: the same as absolute numbers. */
export function showLimits(call: Call): Reply {
  const limits = limitsOf(call.state, call.projectId);
  const used = use(call);
  const absolute = {
    maxTotalInstances: wireLimit(limits.servers),
    maxTotalCores: wireLimit(limits.cores),
    maxTotalRAMSize: wireLimit(limits.ramMiB),
    maxServerMeta: 128,
    maxTotalKeypairs: wireLimit(limits.keypairs),
    maxServerGroups: wireLimit(limits.serverGroups),
    maxServerGroupMembers: 10,
    totalRAMUsed: used.ram,
    totalCoresUsed: used.cores,
    totalInstancesUsed: used.instances,
    totalServerGroupsUsed: groups(call),
  };
  return { status: 200, body: { limits: { rate: [], absolute } } };
}

/** Refuses one more keypair of the user's (nova/compute/api.py, KeypairAPI._validate_new_key_pair). */
export function mayHaveKeypair(call: Call): void {
  const used = where(call.state.keypairs, (row) => row.userId === userOf(call)).length;
  if (used >= limitsOf(call.state, call.projectId).keypairs)
    throw computeFault(403, 'Quota exceeded, too many key pairs.');
}

/** Refuses one more server group. */
export function mayHaveGroup(call: Call): void {
  if (groups(call) >= limitsOf(call.state, call.projectId).serverGroups)
    throw computeFault(403, 'Quota exceeded, too many server groups.');
}

function groups(call: Call): number {
  return ownCount(call.state.serverGroups, call.projectId);
}

function quotaSet(call: Call): Record<string, { limit: number; in_use: number; reserved: number }> {
  if (param(call, 'project') !== call.projectId) {
    throw computeFault(403, "Policy doesn't allow os_compute_api:os-quota-sets:detail to be performed.");
  }
  const limits = limitsOf(call.state, call.projectId);
  const used = use(call);
  const row = (limit: number, inUse: number) => ({ limit: wireLimit(limit), in_use: inUse, reserved: 0 });
  return {
    cores: row(limits.cores, used.cores),
    instances: row(limits.servers, used.instances),
    key_pairs: row(limits.keypairs, 0),
    metadata_items: row(128, 0),
    ram: row(limits.ramMiB, used.ram),
    server_group_members: row(10, 0),
    server_groups: row(limits.serverGroups, groups(call)),
  };
}
