import { createHash } from 'node:crypto';
import { param, userOf, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { objectAt, text, textOr } from '../core/read.ts';
import { where } from '../core/state.ts';
import { mayHaveKeypair } from './quota.ts';
import type { Keypair } from './rows.ts';

/** POST /os-keypairs: of the user, in all projects; with a key of the cloud's making where none is given. */
export function createKeypair(call: Call): Reply {
  const body = objectAt(call.body, 'keypair');
  const name = text(body, 'name');
  const userId = userOf(call);
  mayHaveKeypair(call);
  if (call.state.keypairs.has(`${userId}/${name}`)) throw computeFault(409, `Key pair '${name}' already exists.`);
  const given = textOr(body, 'public_key', undefined);
  const publicKey = given ?? `ssh-rsa ${Buffer.from(call.state.random.hex(64)).toString('base64')} Generated-by-Nova`;
  const row: Keypair = {
    name,
    userId,
    publicKey,
    fingerprint: fingerprintOf(publicKey),
    type: textOr(body, 'type', 'ssh'),
  };
  call.state.keypairs.set(`${userId}/${name}`, row);
  const secret = given === undefined ? { private_key: `no key: ${call.state.random.hex(32)}` } : {};
  return {
    status: call.microversion >= 2 ? 201 : 200,
    body: { keypair: { ...secret, ...view(call, row), user_id: userId } },
  };
}

/** GET /os-keypairs */
export function listKeypairs(call: Call): Reply {
  const rows = where(call.state.keypairs, (row) => row.userId === userOf(call));
  return { status: 200, body: { keypairs: rows.map((row) => ({ keypair: view(call, row) })) } };
}

/** GET /os-keypairs/{name} */
export function showKeypair(call: Call): Reply {
  const row = find(call);
  return { status: 200, body: { keypair: { ...view(call, row), user_id: row.userId } } };
}

/** DELETE /os-keypairs/{name} */
export function deleteKeypair(call: Call): Reply {
  const row = find(call);
  call.state.keypairs.delete(`${row.userId}/${row.name}`);
  return { status: call.microversion >= 2 ? 204 : 202 };
}

function find(call: Call): Keypair {
  const name = param(call, 'name');
  const row = call.state.keypairs.get(`${userOf(call)}/${name}`);
  if (row === undefined) throw computeFault(404, `Keypair ${name} not found for user ${userOf(call)}`);
  return row;
}

/** MD5 over the key's bytes, in pairs of digits (nova/crypto.py, generate_fingerprint). */
function fingerprintOf(publicKey: string): string {
  const bytes = Buffer.from(publicKey.split(/\s+/)[1] ?? '', 'base64');
  return (createHash('md5').update(bytes).digest('hex').match(/../g) ?? []).join(':');
}

function view(call: Call, row: Keypair): Record<string, unknown> {
  const type = call.microversion >= 2 ? { type: row.type } : {};
  return { name: row.name, public_key: row.publicKey, fingerprint: row.fingerprint, ...type };
}
