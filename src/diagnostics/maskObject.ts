import { isSecretName } from './secretNames.ts';

const MASKED = '[secret]';

/** Fields with the content of files, or with values of any sort: their keys may be seen. */
const CONTENT: ReadonlySet<string> = new Set(['content', 'data', 'stringData', 'binaryData', 'user_data', 'userData']);

/** Who wrote which field tells nothing of a failure; and an object as it was applied holds whatever it held then. */
const LEFT_OUT: ReadonlySet<string> = new Set(['managedFields', 'kubectl.kubernetes.io/last-applied-configuration']);

/** An object of an API without secret values: those of fields, and of pairs of name and value, with a secret's name. Pure. */
export function maskObject(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskObject);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([key]) => !LEFT_OUT.has(key));
  const name = fields.find(([key]) => key === 'name')?.[1] as unknown;
  const named = typeof name === 'string' && isSecretName(name);
  return Object.fromEntries(
    fields.map(([key, inner]) => {
      if (CONTENT.has(key) || (named && key === 'value')) return [key, hidden(inner)];
      return [key, isSecretName(key) && isScalar(inner) ? MASKED : maskObject(inner)];
    }),
  );
}

function hidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hidden);
  if (typeof value !== 'object' || value === null) return isScalar(value) ? MASKED : value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(inner)]));
}

/** Empty texts and truth values hide nothing. */
function isScalar(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}
