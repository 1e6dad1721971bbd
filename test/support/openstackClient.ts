import { spawn } from 'node:child_process';
import type { World } from './world.ts';

/** What the OpenStack client is asked for, all in one process: every kind of resource that a cluster leaves. */
const COMMANDS = [
  'server list --long',
  'server group list',
  'keypair list',
  'port list --long',
  'network list --internal --long',
  'subnet list --long',
  'router list --long',
  'floating ip list --long',
  'security group list',
  'security group rule list --long',
  'loadbalancer list',
  'loadbalancer listener list',
  'loadbalancer pool list',
  'loadbalancer healthmonitor list',
  'volume list --long',
  'volume snapshot list --long',
  'image list --private',
  'application credential list',
].map((command) => `${command} -f json`);

/**
 * The project as the `openstack` client (python-openstackclient) lists it: one array of rows a command, each sorted. Made by a
 * program that shares nothing with Troika.
 */
export async function clientListing(world: World): Promise<Readonly<Record<string, readonly string[]>>> {
  const child = spawn('/usr/bin/openstack', [], {
    env: {
      PATH: '/usr/bin:/bin',
      HOME: '/nonexistent',
      OS_CLIENT_CONFIG_FILE: world.cloudsYaml,
      OS_CLOUD: world.cloud,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(`${COMMANDS.join('\n')}\n`);
  let out = '';
  let err = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  await new Promise((done, fail) => child.on('close', done).on('error', fail));
  const lists = arraysIn(out);
  if (lists.length !== COMMANDS.length) {
    throw new Error(`the client answered ${lists.length} of ${COMMANDS.length} lists: ${err.slice(-2000)}`);
  }
  return Object.fromEntries(COMMANDS.map((command, index) => [command, lists[index] ?? []]));
}

/** The JSON arrays of a session's output, which are pretty-printed and begin and end at the start of a line. */
function arraysIn(text: string): readonly (readonly string[])[] {
  const found = text.match(/^\[\]$|^\[\n[\s\S]*?^\]$/gm) ?? [];
  return found.map((array) => (JSON.parse(array) as unknown[]).map((row) => JSON.stringify(row)).sort());
}
