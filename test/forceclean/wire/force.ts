import type { Sim } from '../../../src/sim/cloud.ts';
import { connectAdmin } from '../../support/realAdmin.ts';
import { ok } from '../../contract/stage.ts';
import type { Made } from './made.ts';

/** Brings things into states that no user can bring them into. */
export interface Force {
  volumeStatus(volume: Made, status: string): Promise<void>;
  addressStatus(floatingIp: Made, status: string): Promise<void>;
  /** Attaches a volume that is attached already to one more server. */
  alsoAttach(volume: Made, server: Made): Promise<void>;
}

/** By changing the simulated cloud's tables. */
export function forceOn(sim: Sim): Force {
  return {
    volumeStatus(volume, status) {
      const row = sim.world.volumes.get(volume.id);
      if (row === undefined) throw new Error(`no volume ${volume.id}`);
      row.status = status;
      return Promise.resolve();
    },
    alsoAttach(volume, server) {
      const rows = sim.world.attachments;
      const first = [...rows.values()].find((row) => row.volumeId === volume.id);
      if (first === undefined) throw new Error(`volume ${volume.id} is not attached`);
      rows.set(`also-${first.id}`, { ...first, id: `also-${first.id}`, serverId: server.id });
      return Promise.resolve();
    },
    addressStatus(address, status) {
      const row = sim.world.floatingIps.get(address.id);
      if (row === undefined) throw new Error(`no floating IP ${address.id}`);
      row.status = status;
      return Promise.resolve();
    },
  };
}

/** By the administrator's own calls. */
export function forceReal(): Force {
  return {
    async volumeStatus(volume, status) {
      const admin = await connectAdmin();
      await ok(admin, 'volume', 'POST', `/volumes/${volume.id}/action`, { 'os-reset_status': { status } });
    },
    addressStatus: () => Promise.reject(new Error('nobody can set the status of a floating IP there')),
    alsoAttach: () => Promise.reject(new Error('no volume type there takes several attachments')),
  };
}
