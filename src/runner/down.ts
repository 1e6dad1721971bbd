import { isKept, type Ticket } from '../admission/ticket.ts';
import { leaseTimes } from '../admission/times.ts';
import type { ClaimPolicy } from '../forceclean/claims.ts';
import { durationText } from '../report/duration.ts';
import { forceclean } from './forceclean.ts';
import { MANAGEMENT_VARIABLE } from '../model/names.ts';
import { NO_CONTROLLERS } from './leases/silence.ts';
import { removeTicket } from './leases/ticketDeeds.ts';
import { leasesOf, targetOf, type FoundLeases } from './leaseTarget.ts';
import type { Tools } from './tools.ts';

export interface DownRequest extends ClaimPolicy {
  /** A run or a cluster. */
  readonly what: string;
  readonly cloud: string | undefined;
  readonly runs: string;
  readonly yes: boolean;
  readonly json: boolean;
  /** See ForcecleanRequest. */
  readonly settleMs: number;
}

/** The use case of `troika down`: forceclean of a run or a cluster, kept ones too. @returns the exit code */
export async function down(request: DownRequest, tools: Tools): Promise<number> {
  const { what, ...how } = request;
  const target = await targetOf(what, request.runs, tools.cwd);
  if (target.directory !== undefined)
    return forceclean({ ...how, run: target.directory.path, clusters: [], demand: 'kept' }, tools);
  if (target.runId === undefined)
    return forceclean({ ...how, run: undefined, clusters: [what], demand: 'kept' }, tools);
  // The run's directory is elsewhere: the lease book tells its clusters.
  const { tickets } = await leasesOf(target, request, tools);
  const clusters = tickets.map((ticket) => ticket.cluster);
  return forceclean({ ...how, run: undefined, clusters, demand: 'kept' }, tools);
}

/**
 * The use case of `troika lease release`: takes leases over from whoever holds them, living or dead, and cleans.
 * @returns the exit code
 * @throws TroikaError refused when there is no such lease
 */
export async function leaseRelease(request: DownRequest, tools: Tools): Promise<number> {
  const { what, ...how } = request;
  const target = await targetOf(what, request.runs, tools.cwd);
  const found = await leasesOf(target, request, tools);
  const { tickets, view } = found;
  const stream = request.json ? tools.stderr : tools.stdout;
  stream.write(tickets.map((ticket) => `${saysHolder(ticket, view.at)}${saysControllers(ticket)}\n`).join(''));
  if (request.yes) await removeNotices(found);
  // By name, with a journal of its own: the run's own journal may be written by its holder this moment.
  const clusters = tickets.map((ticket) => ticket.cluster);
  // Whoever keeps a cluster holds it no more: nobody's trust need be waited for.
  const demand = request.yes && tickets.every((ticket) => isKept(ticket, view.at)) ? 'kept' : 'held';
  // Where a warden found controllers, its remedy is to end them, or to give the way to them, and to come here.
  const asked = { demand, controllersEnded: true } as const;
  return forceclean({ ...how, cloud: how.cloud ?? target.cloud, run: undefined, clusters, ...asked }, tools);
}

/** What a warden that could not do it has left at its place: it does nothing more, and would keep the next one away. */
async function removeNotices({ session, view, tickets }: FoundLeases): Promise<void> {
  const ids = new Set(tickets.map((ticket) => ticket.id));
  const notices = view.tickets.filter((one) => one.blocked !== undefined && ids.has(one.victim ?? ''));
  for (const notice of notices) await removeTicket(session, notice.id);
}

function saysHolder(ticket: Ticket, now: number): string {
  const { cluster, holder, touchedAt } = ticket;
  const heard = durationText((now - touchedAt) / 1000);
  if (isKept(ticket, now)) return `${cluster} is kept by ${holder} until ${new Date(ticket.keptUntil).toISOString()}.`;
  const { trust, longestRequest } = leaseTimes(ticket.ttlSeconds);
  const most = durationText((trust + longestRequest) / 1000);
  return `${cluster} is held by ${holder}, heard of ${heard} ago. A holder that lives is told first, and has up to ${most} to stop.`;
}

function saysControllers({ cluster, controllers }: Ticket): string {
  if (controllers === NO_CONTROLLERS) return '';
  return `\nControllers of ${cluster} run at ${controllers}. End them there first, or set ${MANAGEMENT_VARIABLE}: with --yes they count as ended.`;
}
