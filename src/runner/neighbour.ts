import { footprint } from '../clusters/footprint/provisioner.ts';
import { footprintSpec } from '../config/footprintSpec.ts';
import type { Journal } from '../io/journal.ts';
import type { Resource } from '../model/resource.ts';
import { refKey } from '../model/resource.ts';
import { create } from '../openstack/create.ts';
import { inventory } from '../openstack/inventory.ts';
import { remove } from '../openstack/remove.ts';
import type { Session } from '../openstack/session.ts';
import type { Tools } from './tools.ts';

/** Somebody else's cluster in the same project, for the demo: it stands before the run, and goes on working during it. */
export interface Neighbour {
  readonly resources: number;
  /** Stops the work; says which of its resources changed or vanished meanwhile. */
  stop(): Promise<readonly string[]>;
}

/** Its journal is its own business. */
const unwritten: Journal = {
  write: (body) => Promise.resolve({ seq: 0, at: '', ...body }),
  close: () => Promise.resolve(),
};

/** @param name not of Troika's form: a neighbour is anybody */
export async function startNeighbour(
  name: string,
  session: Session,
  externalNetworkId: string,
  tools: Tools,
): Promise<Neighbour> {
  const { clock, log, redactor } = tools;
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, tools.interrupts.work]);
  const context = { journal: unwritten, clock, log, redactor, deadline: Infinity };
  const spec = footprintSpec.parse({ controlPlanes: 1, workers: 2 });
  await footprint.up(spec, {
    ...context,
    signal: tools.interrupts.work,
    session,
    cluster: name,
    folder: tools.cwd,
    externalNetworkId,
    env: tools.env,
    cwd: tools.cwd,
    retained: false,
  });
  const before = await own(session);
  const work = keepBusy(session, externalNetworkId, tools, signal);
  return {
    resources: before.size,
    async stop() {
      stopping.abort();
      await work;
      const after = await own(session);
      return [...before].filter(([key, text]) => after.get(key) !== text).map(([key]) => key);
    },
  };
}

/** Everything in the project, by key, as comparable text. */
async function own(session: Session): Promise<ReadonlyMap<string, string>> {
  const { resources } = await inventory(session);
  return new Map(resources.map((resource: Resource) => [refKey(resource), JSON.stringify(resource)]));
}

/** Reserves an address, which is DOWN and bare as old clean-up scripts love them, and a moment later gives it back. */
async function keepBusy(session: Session, externalNetworkId: string, tools: Tools, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const reserved = await create(session, 'floatingIp', { floating_network_id: externalNetworkId });
    await tools.clock.sleep(1000, signal).catch(() => undefined);
    await remove(session, reserved);
  }
}
