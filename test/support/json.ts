/** What stands at a path of a parsed JSON body; undefined where the path ends early. */
export function at(body: unknown, ...path: readonly (string | number)[]): unknown {
  let here = body;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Reflect.get(here, step);
  }
  return here;
}

/** The text at a path. Throws with the whole body when there is none, so that a failing test shows the answer. */
export function textAt(body: unknown, ...path: readonly (string | number)[]): string {
  const value = at(body, ...path);
  if (typeof value === 'string') return value;
  throw new Error(`no text at ${path.join('.')} of ${JSON.stringify(body)}`);
}

/** The number at a path. */
export function numberAt(body: unknown, ...path: readonly (string | number)[]): number {
  const value = at(body, ...path);
  if (typeof value === 'number') return value;
  throw new Error(`no number at ${path.join('.')} of ${JSON.stringify(body)}`);
}

/** The array at a path. */
export function listAt(body: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value: unknown = at(body, ...path);
  if (Array.isArray(value)) return value;
  throw new Error(`no list at ${path.join('.')} of ${JSON.stringify(body)}`);
}

/** The names of an object's fields, sorted. */
export function fieldsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) throw new Error(`no object: ${JSON.stringify(value)}`);
  return Object.keys(value).sort();
}
