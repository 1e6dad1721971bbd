import { TICKET_DEMAND } from '../admission/leaseDemand.ts';
import { quotaRows } from '../admission/quotaRows.ts';
import { clustersHeld } from '../admission/strays.ts';
import { holders, type BookView, type Ticket } from '../admission/ticket.ts';
import { usageOf } from '../admission/usage.ts';
import { namesOf } from '../creators/clusterNames.ts';
import { attribute } from '../forceclean/attribute.ts';
import { addDemands, type Quotas } from '../model/demand.ts';
import type { Attribution } from '../model/evidence.ts';
import { isRunUnique } from '../model/names.ts';
import type { Inventory } from '../model/resource.ts';
import type { Where } from '../model/toType.ts';
import type { LeaseFile, StatusFile } from '../report/statusSchema.ts';
import { leftoverRows, namesIn } from './statusLeftovers.ts';
import { slotRows, strangerRows, waitingRows, type BookLook } from './statusSlots.ts';

/** What a look at the lease book alone has seen. */
export interface LeasesSeen {
  readonly at: string;
  readonly cloud: string;
  readonly projectId: string;
  /** For commands to be typed. */
  readonly where: Where;
  readonly book: LeaseFile['book'];
  /** Undefined where there is no book, or it could not be listed. */
  readonly look: BookLook | undefined;
}

/** What a look at the whole project has seen. */
export interface StatusSeen extends LeasesSeen {
  readonly inventory: Inventory;
  readonly quotas: Partial<Quotas>;
  readonly quotasUnread: readonly string[];
  /** Clusters that were held before everything else was listed: they may have ended meanwhile. */
  readonly leasedBefore: readonly string[];
}

/** The lease book for people and programs. Pure. */
export function leaseView({ at, cloud, projectId, book, look, where }: LeasesSeen): Omit<LeaseFile, 'version'> {
  return {
    at,
    cloud,
    projectId,
    book,
    slots: look === undefined ? [] : [...slotRows(look, where)],
    waiting: look === undefined ? [] : [...waitingRows(look)],
    strangers: look === undefined ? [] : strangerRows(look),
  };
}

/** Who holds what in the project: leases, quotas, floating IPs, leftovers. Pure. */
export function statusView(seen: StatusSeen): StatusFile {
  const { inventory, quotas, quotasUnread, look } = seen;
  const tickets = look === undefined ? [] : holders(look.view);
  const held = look === undefined ? [] : clustersHeld(look.view, (one) => look.dead.has(one.id));
  const leased = new Set([...held, ...seen.leasedBefore].filter(isRunUnique));
  const clusters = [...new Set([...leased, ...namesIn(inventory.resources)])];
  const attributions = attribute({ inventory, clusters: clusters.map(namesOf), ledger: [] });
  const unknown = inventory.gaps.length > 0 || quotasUnread.length > 0 || seen.book.state === 'unknown';
  return {
    version: 1,
    ...leaseView(seen),
    quotas: quotaRows(quotas, granted(tickets, attributions)).map((row) => ({
      ...row,
      limit: finite(row.limit),
      free: finite(row.free),
    })),
    quotasUnread: [...quotasUnread],
    floatingIps: addressRows(attributions, look?.view),
    // Without the book nobody can say which cluster holds no slot.
    leftovers: seen.book.state === 'unknown' ? [] : leftoverRows(attributions, leased, seen.where),
    gaps: inventory.gaps.map(({ kind, why }) => ({ kind, why })),
    notLookedAt: [...inventory.notLookedAt],
    verdict: unknown ? 'unknown' : 'passed',
  };
}

function granted(tickets: readonly Ticket[], attributions: readonly Attribution[]) {
  return tickets.map(({ cluster, demand }) => {
    const own = attributions.filter((one) => one.verdict === 'ours' && one.cluster === cluster);
    return { cluster, demand, made: addDemands(usageOf(own.map((one) => one.resource)), TICKET_DEMAND) };
  });
}

function addressRows(attributions: readonly Attribution[], view: BookView | undefined): StatusFile['floatingIps'] {
  return attributions
    .filter((one) => one.resource.kind === 'floatingIp')
    .map(({ resource, verdict, cluster, evidence }): StatusFile['floatingIps'][number] => ({
      id: resource.id,
      address: resource.name,
      status: resource.status,
      holder: verdict === 'ours' ? 'cluster' : verdict === 'neighbour' ? 'other' : 'undecided',
      cluster: cluster ?? null,
      lease: cluster === undefined || view === undefined ? null : leaseOf(cluster, view),
      evidence: evidence.map((one) => ({ ...one })),
    }))
    .sort((a, b) => inOrder(a.address).localeCompare(inOrder(b.address)));
}

function leaseOf(cluster: string, view: BookView): string | null {
  const unread = view.strangers.some((one) => one.cluster === cluster) ? 'a holder that cannot be read' : null;
  return holders(view).find((ticket) => ticket.cluster === cluster)?.holder ?? unread;
}

/** 10.0.0.9 before 10.0.0.10. */
function inOrder(address: string): string {
  return address.replace(/\d+/g, (number) => number.padStart(3, '0'));
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}
