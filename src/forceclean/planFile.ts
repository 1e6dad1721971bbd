import * as z from 'zod';
import type { CleanPlan } from '../model/plan.ts';
import { KINDS } from '../model/resource.ts';
import { sha256 } from './canonical.ts';

const text = z.string();
const kind = z.enum(KINDS);
const ref = z.strictObject({ kind, id: text.min(1) });
const target = z.strictObject({ kind, id: text.min(1), name: text, cluster: text });
const time = z.iso.datetime();
const hash = text.regex(/^[0-9a-f]{64}$/);

const evidence = z.strictObject({
  side: z.enum(['for', 'against']),
  strength: z.enum(['strong', 'structural', 'weak', 'veto']),
  source: text,
  says: text,
  value: text,
});

const step = z.strictObject({
  seq: z.int().min(1),
  do: z.enum(['delete', 'detach', 'strip']),
  target,
  from: ref.exactOptional(),
  tags: z.array(text).exactOptional(),
  routes: z.array(z.strictObject({ destination: text.min(1), nexthop: text.min(1) })).exactOptional(),
  alongside: z.array(text).exactOptional(),
  with: ref.exactOptional(),
  notBefore: time.exactOptional(),
  fingerprint: hash,
  because: z.tuple([evidence], evidence),
  after: z.array(ref),
});

const kept = z.strictObject({
  target,
  why: text,
  leftover: z.boolean(),
  behind: ref.exactOptional(),
  unlisted: z.literal(true).exactOptional(),
  forbidden: z.literal(true).exactOptional(),
  evidence: z.array(evidence),
});

const cause = z.strictObject({
  target: ref,
  chain: z.array(ref.extend({ name: text, is: z.enum(['ours', 'neighbour', 'undecided', 'unseen']) })),
  status: text.exactOptional(),
  since: text.exactOptional(),
  todo: text,
});

const volume = z.strictObject({
  id: text.min(1),
  name: text,
  claim: z.strictObject({ namespace: text, name: text }).exactOptional(),
  sizeGiB: z.number().exactOptional(),
  createdAt: text.exactOptional(),
  attachedAt: text.exactOptional(),
  attachedTo: z.array(z.strictObject({ id: text, name: text })),
  policy: z.enum(['delete', 'report', 'keep', 'retain', 'none']),
  verdict: z.enum(['delete', 'left', 'handed over', 'undecided', 'neighbour', 'gone', 'unknown']),
  why: text,
});

const plan: z.ZodType<CleanPlan> = z.strictObject({
  version: z.literal(1),
  runId: text.nullable(),
  clusters: z.array(text),
  projectId: text.min(1),
  madeAt: time,
  expiresAt: time,
  steps: z.array(step),
  kept: z.array(kept),
  causes: z.array(cause),
  volumes: z.array(volume),
  unknown: z.array(kind),
  notLookedAt: z.array(text),
  restricted: z.boolean().nullable(),
  sha256: hash,
});

const planFile = z
  .strictObject({
    version: z.literal(1),
    troika: text.describe('The version that wrote it.'),
    cloud: text.describe('Its name in clouds.yaml. What binds is the project.'),
    projectId: text.min(1),
    run: text.nullable().describe('Directory of the run that it is about; null: made from names alone.'),
    pvc: z
      .enum(['delete', 'keep', 'report'])
      .nullable()
      .describe('The policy for volumes behind claims; null where nobody said anything.'),
    retained: z.boolean().describe('Whether volumes go that their cluster was told to retain.'),
    madeAt: time.describe("The cloud's time."),
    expiresAt: time.describe("The cloud's time from which it is stale."),
    plans: z.array(plan).min(1).describe('One for each cluster.'),
    sha256: hash.describe('Of everything else: canonical JSON, keys sorted, no spaces.'),
  })
  .describe('What `troika forceclean apply` does, and nothing else.');

/** A plan as it is handed from the look to the deed, possibly by way of a person. */
export type PlanFile = Readonly<z.output<typeof planFile>>;

/** Puts the hash on it. Pure. */
export function sealed(body: Omit<PlanFile, 'sha256'>): PlanFile {
  return { ...body, sha256: sha256(body) };
}

/** Reads the text of a plan file; what is wrong with it where it is none, or not as it was written. Pure. */
export function readPlanFile(content: string): PlanFile | { readonly wrong: string } {
  const json = parsed(content);
  if (json === undefined) return { wrong: 'is no JSON, or cut off' };
  const version = z.looseObject({ version: z.number() }).safeParse(json);
  if (version.success && version.data.version !== 1)
    return { wrong: `is of version ${version.data.version}, and this Troika knows version 1` };
  const read = planFile.safeParse(json);
  if (!read.success) return { wrong: `is no plan of Troika: ${firstOf(read.error)}` };
  const { sha256: told, ...body } = read.data;
  if (sha256(body) !== told) return { wrong: 'is not what was written: its sha-256 is another one' };
  return read.data;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function firstOf(error: z.ZodError): string {
  const [first] = error.issues;
  return first === undefined ? 'unreadable' : `${first.path.join('.') || 'it'}: ${first.message}`;
}
