import { param, type Call, type Reply } from '../core/call.ts';
import { isObject, numberOr, objectAt, objectsAt, textOr, textsAt } from '../core/read.ts';
import { where } from '../core/state.ts';
import { listReply } from './lists.ts';
import { listenersOf, loadBalancerOf, lock, named, unlockLater } from './locks.ts';
import { addMember } from './parts.ts';
import { mayHave } from './quota.ts';
import type { Pool } from './rows.ts';
import { ownMember, ownPool } from './seen.ts';
import { memberView } from './views.ts';

/** POST /lbaas/pools/{pool}/members */
export function createMember(call: Call): Reply {
  const pool = poolOf(call);
  mayHave(call, 'members');
  const row = addMember(call, pool, objectAt(call.body, 'member'));
  try {
    const touched = lockPool(call, pool);
    unlockLater(call, [...touched, row]);
  } catch (error) {
    call.state.members.delete(row.id);
    throw error;
  }
  return { status: 201, body: { member: memberView(row) } };
}

/** GET /lbaas/pools/{pool}/members */
export function listMembers(call: Call): Reply {
  const pool = poolOf(call);
  return listReply(
    call,
    'members',
    where(call.state.members, (row) => row.poolId === pool.id),
    memberView,
  );
}

/** GET /lbaas/pools/{pool}/members/{id} */
export function showMember(call: Call): Reply {
  return { status: 200, body: { member: memberView(ownMember(call)) } };
}

/** PUT /lbaas/pools/{pool}/members/{id} */
export function updateMember(call: Call): Reply {
  const row = ownMember(call);
  const body = objectAt(call.body, 'member');
  const touched = lockPool(call, poolOf(call));
  row.name = textOr(body, 'name', row.name);
  if ('tags' in body) row.tags = textsAt(body, 'tags');
  row.provisioning = 'PENDING_UPDATE';
  unlockLater(call, [...touched, row]);
  return { status: 200, body: { member: memberView(row) } };
}

/** PUT /lbaas/pools/{pool}/members: these and no others; those it has already stay. */
export function replaceMembers(call: Call): Reply {
  const { state } = call;
  const pool = poolOf(call);
  const wishes = objectsAt(isObject(call.body) ? call.body : {}, 'members');
  const key = (address: string, port: number): string => `${address}:${port}`;
  const wanted = new Map(
    wishes.map((wish) => [key(textOr(wish, 'address', ''), numberOr(wish, 'protocol_port', 0)), wish]),
  );
  const old = where(state.members, (row) => row.poolId === pool.id);
  const had = new Set(old.map((row) => key(row.address, row.protocolPort)));
  const fresh = [...wanted].filter(([name]) => !had.has(name)).map(([, wish]) => wish);
  const gone = old.filter((row) => !wanted.has(key(row.address, row.protocolPort)));
  mayHave(call, 'members', fresh.length - gone.length);
  const touched = lockPool(call, pool);
  const added = fresh.map((wish) => addMember(call, pool, wish));
  for (const row of gone) row.provisioning = 'PENDING_DELETE';
  unlockLater(call, [...touched, ...added], () => {
    for (const row of gone) state.members.delete(row.id);
  });
  return { status: 202 };
}

/** DELETE /lbaas/pools/{pool}/members/{id} */
export function deleteMember(call: Call): Reply {
  const row = ownMember(call);
  const touched = lockPool(call, poolOf(call));
  row.provisioning = 'PENDING_DELETE';
  unlockLater(call, touched, () => call.state.members.delete(row.id));
  return { status: 204 };
}

function poolOf(call: Call): Pool {
  return ownPool(call, param(call, 'pool'));
}

/** Locks the load balancer for a change below a pool; says what has to be unlocked. */
export function lockPool(call: Call, pool: Pool) {
  const loadBalancer = loadBalancerOf(call.state, pool);
  const touched = [pool, ...listenersOf(call.state, pool)];
  lock(call, loadBalancer, named('Pool', pool.id), touched);
  return [loadBalancer, ...touched];
}
