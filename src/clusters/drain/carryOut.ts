import { randomUUID } from 'node:crypto';
import type { Kube } from '../../kubernetes/kube.ts';
import { KubeError } from '../../kubernetes/kubeError.ts';
import { says } from '../../model/error.ts';
import { DRAIN_KINDS, type DrainKind } from './kinds.ts';
import { called, placeOf, thingsOf, type Thing } from './objects.ts';
import { answered, isRefusal } from './silence.ts';
import type { Stage, Step } from './step.ts';
import { survey, type SurveyTools } from './survey.ts';
import { hindranceText, stageText } from './words.ts';

export interface StageTools extends SurveyTools {
  readonly kube: Pick<Kube, 'list' | 'patch' | 'remove'>;
  readonly cluster: string;
  /** Says how far the stage is. @param gone of what it waits for */
  readonly tell: (says: string, gone: number) => Promise<void>;
}

/** What a stage came to. */
export interface StageEnd {
  /** What would not go, in words. */
  readonly hindrances: readonly string[];
  /** Uids of what was given up. */
  readonly givenUp: readonly string[];
}

const POLL_MS = 3000;

/**
 * Sends the steps of a stage one after the other, each written down before and after; then lists what it waits for until
 * that is gone, or its time is over.
 * @param endsAt monotonic milliseconds
 * @throws KubeError when the API does not answer any more; the signal's reason when that ended it
 */
export async function carryOut(stage: Stage, endsAt: number, tools: StageTools): Promise<StageEnd> {
  const { clock, signal } = tools.context;
  const begunAt = clock.monotonic();
  const refused = new Map<string, string>();
  for (const step of stage.steps) {
    const why = await send(step, tools);
    if (why !== undefined) refused.set(step.thing.uid, why);
  }
  const awaits = stage.awaits.filter(({ uid }) => !refused.has(uid));
  const kinds = kindsToSee(awaits);
  for (;;) {
    const seen = await survey(tools, kinds);
    const standing = stillThere(awaits, thingsOf(seen), new Set(seen.gaps.map(({ kind }) => kind)));
    await tools.tell(stageText({ ...stage, awaits }, standing, seen), awaits.length - standing.length);
    const now = clock.monotonic();
    if (standing.length === 0 || now >= endsAt) {
      return {
        hindrances: [
          ...refused.values(),
          ...standing.map((thing) => hindranceText(thing, seen, (now - begunAt) / 1000)),
        ],
        givenUp: [...refused.keys(), ...standing.map(({ uid }) => uid)],
      };
    }
    await clock.sleep(Math.min(POLL_MS, Math.max(endsAt - now, 1)), signal);
  }
}

/** Pods too where claims are waited for: they are what holds them. */
function kindsToSee(awaits: readonly Thing[]): readonly DrainKind[] {
  const kinds = new Set(awaits.map(({ kind }) => kind));
  return [...(kinds.has('persistentVolumeClaim') ? kinds.add('pod') : kinds)];
}

/** As they are now. What could not be listed is taken to be there, as it was. */
function stillThere(awaits: readonly Thing[], seen: readonly Thing[], gaps: ReadonlySet<DrainKind>): readonly Thing[] {
  const now = new Map(seen.map((thing) => [thing.uid, thing]));
  return awaits.flatMap((thing) => now.get(thing.uid) ?? (gaps.has(thing.kind) ? thing : []));
}

/** @returns why the API refused it; undefined when it did not, or when the object is gone */
async function send({ do: deed, thing, change = {} }: Step, tools: StageTools): Promise<string | undefined> {
  const { kube, context, cluster } = tools;
  const { journal } = context;
  const { uid, kind, name, namespace } = thing;
  const ref = { name, ...(namespace === '' ? {} : { namespace }) };
  const about = { intent: randomUUID(), cluster, kind, id: uid } as const;
  await journal.write({ type: 'intent', ...about, do: deed, name: placeOf(thing) });
  const outcome = { type: 'outcome', ...about } as const;
  try {
    await answered(context, async () => {
      if (deed === 'delete') await kube.remove(DRAIN_KINDS[kind], ref, { uid });
      else await kube.patch(DRAIN_KINDS[kind], ref, withUid(change, uid));
    });
    await journal.write({ ...outcome, ok: true });
    return undefined;
  } catch (error) {
    const status = error instanceof KubeError ? error.status : undefined;
    const gone = status === 404 || isAnother(error);
    await journal.write({ ...outcome, ok: gone, says: says(error), ...(status === undefined ? {} : { status }) });
    if (gone) return undefined;
    if (isRefusal(error)) return `${called(thing)}: the API refused to ${deed} it: ${says(error)}`;
    throw error;
  }
}

/** Another object has the name by now, so this one is gone: a deletion ends with 409 then, a change with 422, for a uid stays. */
function isAnother(error: unknown): boolean {
  if (!(error instanceof KubeError)) return false;
  return error.status === 409 || (error.status === 422 && error.message.includes('metadata.uid'));
}

/** A patch that names another uid than the object's is refused. */
function withUid(change: Readonly<Record<string, unknown>>, uid: string): Readonly<Record<string, unknown>> {
  const metadata = change['metadata'];
  return { ...change, metadata: { ...(typeof metadata === 'object' ? metadata : {}), uid } };
}
