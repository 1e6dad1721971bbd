import * as z from 'zod';
import { KINDS } from '../model/resource.ts';
import { VERDICTS } from '../model/verdict.ts';

const count = z.int().min(0);
const time = z.string().describe("ISO 8601 in UTC, by the cloud's clock.");

const dead = z.strictObject({
  cluster: z.string(),
  resources: count.describe("Proved to be the cluster's."),
  undecided: count.describe('They bear its name as well, but something speaks against it, or nothing proves it.'),
  kinds: z.partialRecord(z.enum(KINDS), count),
  newestAt: time.describe('When the last of it was made.'),
  because: z.string().describe('The best reason found, of one of the resources.'),
  next: z.boolean().describe('True: within the limit of this sweep. false: left for the next one.'),
});

const spared = z.strictObject({ cluster: z.string(), why: z.string(), hint: z.string().nullable() });

const unclaimed = z.strictObject({
  kind: z.enum(KINDS),
  id: z.string(),
  name: z.string(),
  createdAt: z.string().nullable(),
  sizeGiB: count.nullable().describe('Of a volume.'),
  says: z.string().describe('What is known of it.'),
});

const bookRemain = z.strictObject({
  id: z.string().describe('Of the network.'),
  createdAt: z.string().nullable(),
  result: z
    .enum(['accepted', 'gone', 'busy', 'changed', 'forbidden', 'unknown'])
    .nullable()
    .describe('How its deletion was answered; null: none was sent.'),
});

const finding = z.object({ verdict: z.enum(VERDICTS.map((row) => row.verdict)), why: z.string() });

/** The shape of what `troika forceclean sweep --json` prints, version 1. */
export const sweepFile = z
  .strictObject({
    version: z.literal(1),
    cloud: z.string(),
    projectId: z.string(),
    firstAt: time.describe('When the first look began.'),
    at: time.describe('When the second look began; the same where one look was enough.'),
    olderThanSeconds: count,
    limit: count.describe('Clusters that one sweep removes.'),
    book: z.string().nullable().describe('Network of the lease book; null: there is none.'),
    dead: z.array(dead).describe('Clusters of dead runs, the longest dead first.'),
    spared: z.array(spared).describe('Clusters whose names are seen and which are left alone.'),
    unclaimed: z
      .array(unclaimed)
      .describe('Loose floating IPs and volumes that nobody claims. A sweep never removes them.'),
    bookRemains: z.array(bookRemain).describe('Networks that were to become the lease book and did not.'),
    notLookedAt: z.array(z.string()).describe('Services of the catalogue that Troika does not look at.'),
    plans: z.array(z.unknown()).describe('What would go, one plan for each cluster that is next. Empty with --yes.'),
    clusters: z.array(z.unknown()).describe('What was done about each. Empty without --yes.'),
    findings: z.array(finding),
    verdict: z.enum(VERDICTS.map((row) => row.verdict)),
  })
  .describe('Leftovers of dead runs in a project, and what became of them.');

export type SweepFile = z.output<typeof sweepFile>;

/** What two looks have shown, before anything is planned or done. */
export type SweepView = Omit<SweepFile, 'plans' | 'clusters' | 'findings' | 'verdict'>;

/** The JSON Schema (2020-12) of the output of `troika forceclean sweep --json`. */
export function sweepSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(sweepFile), title: 'troika forceclean sweep' };
}
