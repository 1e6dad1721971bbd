import type { TicketText } from '../../../src/admission/ticket.ts';
import { NO_DEMAND } from '../../../src/model/demand.ts';
import type { Inventory } from '../../../src/model/resource.ts';
import type { GateTools } from '../../../src/runner/leases/gateTools.ts';
import type { Waits } from '../../../src/runner/leases/wish.ts';
import { createNudge } from '../../../src/runner/leases/nudge.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { createRelief } from '../../../src/runner/leases/relief.ts';
import type { Wish } from '../../../src/runner/leases/wish.ts';

/** What one process told while it stood before the gate. */
export interface AtGate {
  readonly tools: GateTools;
  readonly waited: Waits[];
  /** Names in the order in which tickets were asked for them. */
  readonly asked: string[];
}

const EMPTY: Inventory = { at: '2026-11-25T00:00:00Z', projectId: 'p', resources: [], gaps: [], notLookedAt: [] };

/** A process before the gate, for whose clusters everything fits unless `more` says otherwise. Its names end in b, c, d … */
export function atGate(own: BookTools, book: Book, more: Partial<GateTools> = {}): AtGate {
  const waited: Waits[] = [];
  const asked: string[] = [];
  let renamed = 0;
  const nudge = createNudge();
  const tools: GateTools = {
    ...own,
    book,
    abandoned: new Set(),
    nudge,
    relief: createRelief(nudge),
    judge: () => Promise.resolve({ inventory: EMPTY }),
    takeOver: () => Promise.reject(new Error('nobody was to be taken over')),
    async waits(_cluster, reason) {
      waited.push(reason);
    },
    async asks(cluster) {
      asked.push(cluster);
    },
    async rename(cluster) {
      renamed += 1;
      return cluster.slice(0, -1) + 'abcdefghijklmnopqrstuvwxyz234567'.charAt(renamed);
    },
    ...more,
  };
  return { tools, waited, asked };
}

/** What a cluster asks of the gate. */
export function wishOf(cluster: string, more: Partial<Wish & Pick<TicketText, 'queuedAt'>> = {}): Wish {
  return {
    cluster,
    demand: NO_DEMAND,
    queuedAt: 1_000_000,
    holder: `holder of ${cluster}`,
    controllers: 'none',
    ...more,
  };
}
