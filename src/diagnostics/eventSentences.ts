import * as z from 'zod';
import type { KubeObject } from '../kubernetes/kube.ts';
import { sentence, type Sentence } from './sentence.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** An event of the core group (k8s.io/api core/v1); its last time is in one of three places, by who wrote it. */
const Event = z.looseObject({
  type: text,
  reason: text,
  message: text,
  count: z.number().nullish(),
  lastTimestamp: text,
  eventTime: text,
  series: z.looseObject({ lastObservedTime: text }).nullish(),
  involvedObject: z.looseObject({ kind: text, name: text, namespace: text }),
});

/** Warnings of which the page speaks. */
const MOST = 10;

/** The last of the warnings, each with how often it came; the newest first. Pure. */
export function warningSentences(events: readonly KubeObject[]): readonly Sentence[] {
  const warnings = events.flatMap((one) => {
    const read = Event.safeParse(one);
    return read.success && read.data.type === 'Warning' ? [{ ...read.data, at: timeOf(read.data) }] : [];
  });
  return warnings
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, MOST)
    .map(({ at, reason, message, count, involvedObject: { kind, name, namespace } }) => {
      const times = (count ?? 1) > 1 ? `, ${count} times` : '';
      return sentence(
        2,
        `${at} ${reason}${times}: ${kind} ${namespace === '' ? '' : `${namespace}/`}${name}: ${message}`,
      );
    });
}

function timeOf({ lastTimestamp, eventTime, series }: z.output<typeof Event>): string {
  return [series?.lastObservedTime ?? '', lastTimestamp, eventTime].find((time) => time !== '') ?? '';
}
