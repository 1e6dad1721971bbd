import * as z from 'zod';
import type { KubeObject } from '../kubernetes/kube.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

const Condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: text,
  message: text,
  /** Of Cluster API's contract v1beta1. */
  severity: text,
  lastTransitionTime: text,
});

type Condition = z.output<typeof Condition>;

const Status = z.looseObject({ conditions: z.array(Condition).default([]) });

/** The conditions of an object of any kind; none where they cannot be read. Pure. */
export function conditionsOf({ status }: KubeObject): readonly Condition[] {
  return Status.safeParse(status).data?.conditions ?? [];
}

/** ` since 2026-… (Reason): message`, as far as a condition says it. Pure. */
export function saysCondition({ lastTransitionTime, reason, message }: Condition): string {
  const since = lastTransitionTime === '' ? '' : ` since ${lastTransitionTime}`;
  return `${since}${reason === '' ? '' : ` (${reason})`}${message === '' ? '' : `: ${message}`}`;
}
