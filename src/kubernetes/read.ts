import { z } from 'zod';
import type { KubeObject } from './kube.ts';

const Texts = z.record(z.string(), z.string());

const Metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().exactOptional(),
  uid: z.string(),
  resourceVersion: z.string(),
  creationTimestamp: z.string(),
  deletionTimestamp: z.string().exactOptional(),
  labels: Texts.exactOptional(),
  annotations: Texts.exactOptional(),
  finalizers: z.array(z.string()).exactOptional(),
  ownerReferences: z.array(z.looseObject({ kind: z.string(), name: z.string(), uid: z.string() })).exactOptional(),
});

const Item = z.looseObject({ metadata: Metadata, data: Texts.exactOptional() });
const Whole = z.looseObject({ apiVersion: z.string(), kind: z.string() });

/** One page of a list. Its items do not repeat their kind. */
export interface Page {
  readonly items: readonly KubeObject[];
  readonly resourceVersion: string;
  readonly next: string | undefined;
}

const List = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ resourceVersion: z.string(), continue: z.string().exactOptional() }),
  items: z.array(z.unknown()),
});

/** @throws ZodError when it is no list */
export function readList(value: unknown): Page {
  const list = List.parse(value);
  const of = { apiVersion: list.apiVersion, kind: list.kind.replace(/List$/, '') };
  const next = list.metadata.continue;
  return {
    items: list.items.map((item) => ({ ...of, ...Item.parse(item) })),
    resourceVersion: list.metadata.resourceVersion,
    next: next === '' ? undefined : next,
  };
}

/** @throws ZodError when it is no object */
export function readObject(value: unknown): KubeObject {
  return { ...Whole.parse(value), ...Item.parse(value) };
}

const Change = z.looseObject({ type: z.string(), object: z.looseObject({}) });
const Mark = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) });
const Ended = z.looseObject({ code: z.number().exactOptional(), message: z.string().exactOptional() });

/** One line of a watch. */
export type WatchLine =
  | { readonly is: 'there' | 'gone'; readonly object: KubeObject }
  | { readonly is: 'mark'; readonly resourceVersion: string }
  | { readonly is: 'error'; readonly code: number | undefined; readonly says: string };

/** @throws ZodError or SyntaxError when it is none */
export function readWatchLine(line: string): WatchLine {
  const { type, object } = Change.parse(JSON.parse(line));
  if (type === 'BOOKMARK') return { is: 'mark', resourceVersion: Mark.parse(object).metadata.resourceVersion };
  if (type !== 'ERROR') return { is: type === 'DELETED' ? 'gone' : 'there', object: readObject(object) };
  const { code, message } = Ended.parse(object);
  return { is: 'error', code, says: message ?? 'the watch ended' };
}
