import { z } from 'zod';
import type { Kind, Link, Resource } from '../model/resource.ts';

/** A text that a service may leave out or set to null; then ''. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** A list that a service may leave out (an extension that is absent, a field of a newer release). */
export const tags = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

export const metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

/** `[{id}]`, as Octavia names other objects. */
export const ids = z
  .array(z.object({ id: z.string() }))
  .nullish()
  .transform((value) => (value ?? []).map((entry) => entry.id));

/** What services call the same: Neutron and Octavia literally, the others under names of their own. */
export interface Common {
  readonly id: string;
  readonly name: string;
  readonly projectId: string | undefined;
  readonly status?: string;
  readonly description?: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly revision?: number | undefined;
  readonly tags?: readonly string[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly links?: readonly Link[];
  readonly facts?: Readonly<Record<string, string | number | boolean | null | undefined>>;
}

/** A Resource out of what was read; what has no value is left out. */
export function resourceOf(kind: Kind, common: Common): Resource {
  const { id, name, projectId, revision, description = '', createdAt = '', updatedAt = '' } = common;
  return {
    kind,
    id,
    name,
    projectId,
    status: common.status ?? '',
    ...(createdAt === '' ? {} : { createdAt: utc(createdAt) }),
    ...(updatedAt === '' ? {} : { updatedAt: utc(updatedAt) }),
    ...(revision === undefined ? {} : { revision }),
    ...(description === '' ? {} : { description }),
    tags: common.tags ?? [],
    metadata: common.metadata ?? {},
    links: common.links ?? [],
    facts: present(common.facts ?? {}),
  };
}

/** Links of one relation to each of the ids that are there. */
export function linksTo(rel: string, kind: Link['kind'], to: readonly (string | null | undefined)[]): readonly Link[] {
  return to.flatMap((id) => (id === undefined || id === null || id === '' ? [] : [{ rel, kind, id }]));
}

/** Cinder's and Octavia's times are UTC without saying so, and a program would read them as local time. */
function utc(time: string): string {
  return /(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`;
}

function present(
  facts: Readonly<Record<string, string | number | boolean | null | undefined>>,
): Readonly<Record<string, string | number | boolean>> {
  const result: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined && value !== null) result[name] = value;
  }
  return result;
}
