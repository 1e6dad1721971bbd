import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { randomUUID } from 'node:crypto';
import type { Sim } from '../../../src/sim/cloud.ts';
import { textAt } from '../../support/json.ts';
import { connectAdmin } from '../../support/realAdmin.ts';
import { ok, until } from '../../contract/stage.ts';
import type { Made } from './made.ts';
import type { Maker } from './maker.ts';

/** Brings things into states that no user can bring them into, or not at will. */
export interface Force {
  volumeStatus(volume: Made, status: string): Promise<void>;
  /** Makes it look as if a volume had changed so long ago for the last time. */
  volumeChanged(volume: Made, minutesAgo: number): Promise<void>;
  addressStatus(floatingIp: Made, status: string): Promise<void>;
  /** A load balancer's provisioning status. */
  balancerStatus(balancer: Made, status: string): Promise<void>;
  /** A server in ERROR. */
  breakServer(server: Made): Promise<void>;
  /** Attaches a volume that is attached already to one more server. */
  alsoAttach(volume: Made, server: Made): Promise<void>;
  /** Attaches a volume to a server that is not there. */
  attachToNobody(volume: Made, maker: Maker): Promise<void>;
}

/** By changing the simulated cloud's tables. */
export function forceOn(sim: Sim): Force {
  const { volumes, floatingIps, loadBalancers, servers, attachments } = sim.world;
  return {
    async volumeStatus({ id }, status) {
      existing(volumes.get(id)).status = status;
    },
    async volumeChanged({ id }, minutesAgo) {
      const then = new Date(sim.world.time.now().getTime() - minutesAgo * 60_000);
      existing(volumes.get(id)).updatedAt = then.toISOString().replace('Z', '000');
    },
    async addressStatus({ id }, status) {
      existing(floatingIps.get(id)).status = status;
    },
    async balancerStatus({ id }, status) {
      existing(loadBalancers.get(id)).provisioning = status;
    },
    async breakServer({ id }) {
      Object.assign(existing(servers.get(id)), { status: 'ERROR', vmState: 'error' });
    },
    async alsoAttach(volume, server) {
      const first = existing([...attachments.values()].find((row) => row.volumeId === volume.id));
      attachments.set(`also-${first.id}`, { ...first, id: `also-${first.id}`, serverId: server.id });
    },
    async attachToNobody({ id }) {
      const { projectId } = existing(volumes.get(id));
      const row = { id: randomUUID(), volumeId: id, serverId: randomUUID(), projectId, device: '/dev/vdz' };
      attachments.set(row.id, { ...row, status: 'attached', attachedAt: sim.world.time.stamp() });
      existing(volumes.get(id)).status = 'in-use';
    },
  };
}

function existing<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('no such row');
  return row;
}

/** By the administrator's calls; a load balancer's by Octavia's database, since no call sets it. */
export function forceReal(): Force {
  return {
    async volumeStatus(volume, status) {
      const body = { 'os-reset_status': { status } };
      await ok(await connectAdmin(), 'volume', 'POST', `/volumes/${volume.id}/action`, body);
    },
    volumeChanged: ({ id }, minutesAgo) =>
      inDatabase(
        `UPDATE cinder.volumes SET updated_at = UTC_TIMESTAMP() - INTERVAL ${minutesAgo} MINUTE WHERE id = '${id}'`,
      ),
    addressStatus: () => Promise.reject(new Error('nobody can set the status of a floating IP there')),
    balancerStatus: ({ id }, status) =>
      inDatabase(`UPDATE octavia.load_balancer SET provisioning_status = '${status}' WHERE id = '${id}'`),
    async breakServer({ id }) {
      const body = { 'os-resetState': { state: 'error' } };
      await ok(await connectAdmin(), 'compute', 'POST', `/servers/${id}/action`, body);
    },
    alsoAttach: () => Promise.reject(new Error('no volume type there takes several attachments')),
    async attachToNobody({ id }, { wire }) {
      const connector = {
        host: 'nowhere',
        ip: '127.0.0.1',
        initiator: 'iqn.1993-08.org.debian:01',
        mountpoint: '/dev/vdz',
      };
      const attachment = { volume_uuid: id, instance_uuid: randomUUID(), connector };
      const made = await ok(wire, 'volume', 'POST', '/attachments', { attachment });
      const own = textAt(made, 'attachment', 'id');
      await ok(wire, 'volume', 'POST', `/attachments/${own}/action`, { 'os-complete': {} });
      await until(
        () => wire.send('volume', 'GET', `/volumes/${id}`),
        (reply) => textAt(reply.body, 'volume', 'status') === 'in-use',
      );
    },
  };
}

/** The database of the services on this machine, through the socket in their directory. */
async function inDatabase(statement: string): Promise<void> {
  const folder = join(dirname(process.env['TROIKA_BED_CLOUDS'] ?? ''), 'data/mysql');
  const args = ['--no-defaults', '--socket=mysql.sock', '-uroot', '-e', statement];
  await promisify(execFile)('mariadb', args, { cwd: folder });
}
