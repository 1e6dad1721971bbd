import type { ApiKind, ObjectRef, Where } from './kube.ts';

/** Path of a kind's objects in one version of its group. */
export function pathOf({ group, plural, namespaced }: ApiKind, version: string, where: Where = {}): string {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const space = namespaced && where.namespace !== undefined ? `/namespaces/${encodeURIComponent(where.namespace)}` : '';
  return `${root}${space}/${plural}`;
}

export function itemPath(kind: ApiKind, version: string, { name, namespace }: ObjectRef): string {
  if (kind.namespaced && namespace === undefined) throw new RangeError(`${kind.plural} ${name}: no namespace`);
  return `${pathOf(kind, version, namespace === undefined ? {} : { namespace })}/${encodeURIComponent(name)}`;
}

/** A query of what is given; empty for nothing. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0
    ? ''
    : `?${given.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join('&')}`;
}
