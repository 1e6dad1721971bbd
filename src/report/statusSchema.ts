import * as z from 'zod';
import { QUOTAS } from '../model/demand.ts';
import { KINDS } from '../model/resource.ts';
import { VERDICTS } from '../model/verdict.ts';

const count = z.int().min(0);
const time = z.string().describe("ISO 8601 in UTC, by the cloud's clock.");
const seconds = z.int().min(0);

const ticket = z
  .strictObject({
    id: z.string().describe('Id of its port.'),
    cluster: z.string().describe('The run-unique name minted with it.'),
    holder: z.string(),
    demand: z.record(z.enum(QUOTAS), count).describe('All that its cluster will need of every quota.'),
    place: z.enum(['slot', 'turnstile', 'waiting', 'warden', 'nowhere']),
    queuedAt: time.describe('When its run began to wait.'),
    ageSeconds: seconds.describe('Since the ticket was made.'),
    heardSeconds: seconds.describe('Since its holder was last heard from.'),
    ttlSeconds: seconds.describe("The holder's lease.ttl; it must be the same for all."),
    beat: count,
    keptUntil: time.nullable().describe('null: not kept.'),
    controllers: z.string().describe("Where the cluster's controllers run; none for nowhere."),
    dead: z.string().nullable().describe('Why the others may take it for dead; null: they may not.'),
  })
  .describe('A ticket of the lease book.');

const warden = z.strictObject({
  holder: z.string(),
  ageSeconds: seconds.describe('Since it came.'),
  heardSeconds: seconds,
  blocked: z.string().nullable().describe('What keeps it from freeing the slot, with the remedy.'),
});

const slot = z.strictObject({
  slot: z.int().min(1).max(3),
  state: z
    .enum(['free', 'held', 'kept', 'dead', 'relieved', 'blocked', 'stranger'])
    .describe('relieved: a warden removes what a dead run left. stranger: a port that is no ticket stands there.'),
  ticket: ticket.nullable(),
  warden: warden.nullable(),
  remedy: z.string().nullable(),
});

const stranger = z.strictObject({ id: z.string(), place: z.string(), says: z.string() });

const book = z.strictObject({
  state: z
    .enum(['none', 'settling', 'book', 'split', 'unknown'])
    .describe('settling: too young to be used. split: leases stand in two books. unknown: a listing failed.'),
  networkId: z.string().nullable(),
  says: z.string().nullable(),
});

const leases = {
  at: time,
  cloud: z.string(),
  projectId: z.string(),
  book,
  slots: z.array(slot),
  waiting: z.array(ticket).describe('Who waits, in the order in which they are served.'),
  strangers: z
    .array(stranger)
    .describe('Ports in the book that are no tickets, or none that can be read. They are counted and left.'),
};

const evidence = z.strictObject({
  side: z.enum(['for', 'against']),
  strength: z.enum(['strong', 'structural', 'weak', 'veto']),
  source: z.string(),
  says: z.string(),
  value: z.string(),
});

const floatingIp = z.strictObject({
  id: z.string(),
  address: z.string(),
  status: z.string(),
  holder: z
    .enum(['cluster', 'other', 'undecided'])
    .describe(
      "cluster: one of Troika's. other: not Troika's. undecided: nothing tells whose it is, or something speaks for a cluster and nothing proves it.",
    ),
  cluster: z.string().nullable(),
  lease: z.string().nullable().describe("Holder of the cluster's slot; null: no ticket stands in a slot for it."),
  evidence: z.array(evidence).describe('Strongest first.'),
});

const leftover = z.strictObject({
  cluster: z.string(),
  resources: count.describe("Proved to be the cluster's."),
  undecided: count.describe('They bear its name as well, but something speaks against it, or nothing proves it.'),
  kinds: z.partialRecord(z.enum(KINDS), count),
  because: z.string().describe('The best reason found, of one of the resources.'),
  remedy: z.string(),
});

const quota = z.strictObject({
  quota: z.enum(QUOTAS),
  limit: z.int().nullable().describe('null: none.'),
  used: count,
  promised: count.describe('To clusters in a slot, and not used yet.'),
  free: z.int().nullable().describe('What the next cluster finds: limit − used − promised.'),
});

/** The shape of what `troika lease list --json` prints, version 1. */
export const leaseFile = z.strictObject({ version: z.literal(1), ...leases }).describe('The lease book of a project.');

/** The shape of what `troika status --json` prints, version 1. */
export const statusFile = z
  .strictObject({
    version: z.literal(1),
    ...leases,
    quotas: z.array(quota).describe('Of every service that told its own.'),
    quotasUnread: z.array(z.string()).describe('Why the other services did not.'),
    floatingIps: z.array(floatingIp).describe('Every floating IP of the project.'),
    leftovers: z.array(leftover).describe('Of clusters for which no ticket stands in a slot.'),
    gaps: z.array(z.strictObject({ kind: z.enum(KINDS), why: z.string() })).describe('Kinds whose listing failed.'),
    notLookedAt: z.array(z.string()).describe('Services of the catalogue that Troika does not look at.'),
    verdict: z.enum(VERDICTS.map((row) => row.verdict)).describe('passed, or unknown when something was not told.'),
  })
  .describe('Who holds what in a project.');

export type LeaseFile = z.output<typeof leaseFile>;
export type StatusFile = z.output<typeof statusFile>;

/** The JSON Schema (2020-12) of the output of `troika status --json`. */
export function statusSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(statusFile), title: 'troika status' };
}
