import type { Context } from '../../io/context.ts';
import type { Kube, KubeObject } from '../../kubernetes/kube.ts';
import { says } from '../../model/error.ts';
import { ALL_KINDS, DRAIN_KINDS, type DrainKind } from './kinds.ts';
import type { Survey } from './objects.ts';
import { surveyOf } from './reading.ts';
import { answered, isRefusal } from './silence.ts';

export interface SurveyTools {
  readonly kube: Pick<Kube, 'list'>;
  readonly context: Context;
}

/**
 * Lists what stands in a cluster, one list a kind. A list that the API refuses is a gap.
 * @param kinds all others are empty
 * @throws KubeError when the API does not answer; the signal's reason when that ended it
 */
export async function survey({ kube, context }: SurveyTools, kinds = ALL_KINDS): Promise<Survey> {
  const lists: Partial<Record<DrainKind, readonly KubeObject[]>> = {};
  const gaps: { readonly kind: DrainKind; readonly why: string }[] = [];
  const listings = await Promise.allSettled(
    kinds.map(async (kind) => {
      try {
        lists[kind] = await answered(context, () => kube.list(DRAIN_KINDS[kind]));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        gaps.push({ kind, why: `could not be listed: ${says(error)}` });
      }
    }),
  );
  const silence = listings.find((listing) => listing.status === 'rejected');
  if (silence !== undefined) throw silence.reason;
  return surveyOf(lists, gaps);
}
