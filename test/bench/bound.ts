import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { readYaml } from '../../src/io/yaml.ts';
import { inventory } from '../../src/openstack/inventory.ts';
import type { Session } from '../../src/openstack/session.ts';
import { textAt } from '../support/json.ts';
import { idsOf, made } from './ids.ts';

/**
 * Runs the bare lower bound on everything in a project that was empty before the footprints.
 * @param cloudsYaml path of the file with the login it uses, which need not be the session's
 * @returns its own seconds, from its first deletion on, and how many objects it was told of
 */
export async function runBound(
  session: Session,
  cloudsYaml: string,
  cloud: string,
  parallel: number,
): Promise<{ readonly seconds: number; readonly objects: number }> {
  const all = await inventory(session);
  const resources = made(all, session.applicationCredentialId);
  const keypairs = all.resources.filter((resource) => resource.kind === 'keypair');
  const child = spawn(process.execPath, ['test/bench/lower-bound.mjs', String(parallel)]);
  // Not by a file: the login is a secret.
  child.stdin.end(JSON.stringify({ auth: loginOf(cloudsYaml, cloud), ids: idsOf(resources, keypairs) }));
  const ended = new Promise<number | null>((done, fail) => child.on('close', done).on('error', fail));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`lower bound: ${err}`);
  return { seconds: Number(out), objects: resources.length + keypairs.length };
}

function loginOf(cloudsYaml: string, cloud: string): { authUrl: string; id: string; secret: string } {
  const clouds = readYaml(readFileSync(cloudsYaml, 'utf8'), cloudsYaml);
  const login = (name: string): string => textAt(clouds, 'clouds', cloud, 'auth', name);
  return {
    authUrl: login('auth_url'),
    id: login('application_credential_id'),
    secret: login('application_credential_secret'),
  };
}
