/** A body that is not as the API wants it; each service answers it with its own 400. */
export class BadBody extends Error {}

/** The object under a key of a body. */
export function objectAt(body: unknown, key: string): Record<string, unknown> {
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
  if (!isObject(value)) throw new BadBody(`Failed to parse request. Required attribute '${key}' not specified`);
  return value;
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that must be there. */
export function text(from: Record<string, unknown>, key: string): string {
  const value = from[key];
  if (typeof value === 'string') return value;
  throw new BadBody(`Failed to parse request. Required attribute '${key}' not specified`);
}

/** A text, or something else where it is absent or null. */
export function textOr<T>(from: Record<string, unknown>, key: string, otherwise: T): string | T {
  const value = from[key];
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'string') return value;
  throw new BadBody(`Invalid input for ${key}. Reason: '${String(value)}' is not a valid string.`);
}

/** A number (also written as text, which the services take), or something else where it is absent or null. */
export function numberOr<T>(from: Record<string, unknown>, key: string, otherwise: T): number | T {
  const value = from[key];
  if (value === undefined || value === null) return otherwise;
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new BadBody(`Invalid input for ${key}. Reason: '${String(value)}' is not a number.`);
}

/** A truth value, or something else where it is absent or null. */
export function flagOr(from: Record<string, unknown>, key: string, otherwise: boolean): boolean {
  const value = from[key];
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'boolean') return value;
  throw new BadBody(`Invalid input for ${key}. Reason: '${String(value)}' is not a valid boolean value.`);
}

/** A list of texts; empty where absent. */
export function textsAt(from: Record<string, unknown>, key: string): string[] {
  return listAt(from, key).map((item) => {
    if (typeof item === 'string') return item;
    throw new BadBody(`Invalid input for ${key}. Reason: '${String(item)}' is not a valid string.`);
  });
}

/** A list of objects; empty where absent. */
export function objectsAt(from: Record<string, unknown>, key: string): Record<string, unknown>[] {
  return listAt(from, key).map((item) => {
    if (isObject(item)) return item;
    throw new BadBody(`Invalid input for ${key}. Reason: '${String(item)}' is not an object.`);
  });
}

/** Metadata: texts by text; empty where absent. */
export function metadataAt(from: Record<string, unknown>, key: string): Record<string, string> {
  const value = from[key];
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new BadBody(`Invalid input for ${key}. Reason: it is not an object.`);
  return Object.fromEntries(Object.keys(value).map((name) => [name, text(value, name)]));
}

function listAt(from: Record<string, unknown>, key: string): unknown[] {
  const value: unknown = from[key];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new BadBody(`Invalid input for ${key}. Reason: it is not a list.`);
}
